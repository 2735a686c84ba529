import { describe, expect, it } from "vitest";
import { choices, fromField, toField } from "./times";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const at = (hour: number, minute = 0) => new Date(2026, 11, 1, hour, minute).getTime();
const offered = (now: number) => choices(now, now + 10 * MINUTE, now + 30 * DAY).map((one) => one.at);

describe("the times that are offered", () => {
  it("are by one's own clock, and of days as the calendar has them", () => {
    const days = [
      [1, 20],
      [2, 9],
      [2, 19],
      [4, 18],
    ] as const;
    expect(offered(at(15))).toEqual(days.map(([day, hour]) => new Date(2026, 11, day, hour).getTime()));
  });

  it("leave out what is too near", () => {
    expect(offered(at(19, 55))).toHaveLength(3);
    expect(offered(at(23))).toHaveLength(3);
    expect(offered(at(19, 45))).toHaveLength(4);
  });

  it("say which they are", () => {
    expect(choices(at(15), at(15), at(15) + 30 * DAY)[1]?.words).toMatch(/^Tomorrow morning, 0?9:00/);
  });
});

it("reads a time of one's own as it was written", () => {
  expect(fromField(toField(at(7, 5)))).toBe(at(7, 5));
  expect(fromField("")).toBeNull();
});
