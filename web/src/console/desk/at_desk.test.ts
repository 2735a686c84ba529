import { expect, it } from "vitest";
import { after } from "./at_desk";

it("asks before it counts anybody as gone", () => {
  const minutes = [0, 12, 13, 14, 15, 60];
  expect(minutes.map((count) => after(count * 60_000))).toEqual([
    "here",
    "here",
    "asked",
    "asked",
    "away",
    "away",
  ]);
});
