import { describe, expect, it } from "vitest";
import { endOf, minutesOf, timeOfDay } from "./times";

describe("times of a shift", () => {
  it("are minutes since midnight, and come back the same", () => {
    for (const time of ["00:00", "09:30", "23:59"]) expect(timeOfDay(minutesOf(time) ?? -1)).toBe(time);
    expect(minutesOf("09:30")).toBe(570);
  });

  it("are none where nothing that is a time was written", () => {
    for (const written of ["", "9", "24:00", "12:60", "noon"]) expect(minutesOf(written)).toBeNull();
  });

  it("end on the next day where the end is not after the beginning", () => {
    expect(endOf(1320, 360)).toBe(1800); // 22:00 to 06:00
    expect(endOf(540, 540)).toBe(1980); // the whole day round
    expect(endOf(540, 600)).toBe(600);
    expect(timeOfDay(1800)).toBe("06:00");
    expect(timeOfDay(endOf(0, 0))).toBe("24:00"); // all day
  });
});
