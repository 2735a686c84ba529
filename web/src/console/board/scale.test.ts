import { expect, it } from "vitest";
import { lengthInWords } from "./length";
import { logarithmic, niceTop } from "./scale";

it("puts the shortest and the longest time at the ends, and others between them in their order", () => {
  const at = logarithmic(1, 10_000, 100);
  expect([at(1), at(100), at(10_000)]).toEqual([0, 50, 100]);
  expect([at(0), at(1_000_000)]).toEqual([0, 100]);
});

it("ends an axis at a round number that is not below what is shown", () => {
  expect([0, 1, 7, 12, 47, 180, 1000].map(niceTop)).toEqual([1, 1, 10, 20, 50, 200, 1000]);
});

it("says a length of time in one unit", () => {
  expect([42, 120, 7200].map(lengthInWords)).toEqual(["42 s", "2 min", "2 h"]);
});
