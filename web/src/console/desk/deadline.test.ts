import { describe, expect, it } from "vitest";
import { deadlineInWords } from "./deadline";

const S = 1000;
const MIN = 60 * S;
const HOUR = 60 * MIN;

describe("a deadline in words", () => {
  it.each([
    [44 * S, "due in 40 s"],
    [59 * S, "due in 55 s"],
    [MIN, "due in 1 min"],
    [4 * MIN + 59 * S, "due in 4 min"],
    [90 * MIN, "due in 1 h"],
    [26 * HOUR, "due in 1 day"],
    [4 * S, "due now"],
    [-4 * S, "due now"],
    [-20 * S, "20 s late"],
    [-8 * MIN - 30 * S, "8 min late"],
    [-50 * HOUR, "2 days late"],
  ])("%i ms left: %s", (left, words) => {
    expect(deadlineInWords(1_000_000 + left, 1_000_000)).toBe(words);
  });
});
