import { describe, expect, it } from "vitest";
import { fullJitter, spread } from "./backoff";

describe("full jitter", () => {
  it("is anything between nothing and a ceiling that doubles, up to half a minute", () => {
    const ceilings = [1, 2, 4, 8, 16, 30, 30, 30].map((seconds) => seconds * 1000);
    ceilings.forEach((ceiling, attempt) => {
      expect(fullJitter(attempt, () => 0)).toBe(0);
      expect(fullJitter(attempt, () => 0.5)).toBe(ceiling / 2);
      expect(fullJitter(attempt, () => 0.999)).toBeCloseTo(ceiling * 0.999);
    });
    expect(fullJitter(10_000, () => 0.5)).toBe(15_000);
  });

  it("spreads a thousand who were cut off in one moment evenly over the whole of it", () => {
    const waits = Array.from({ length: 1000 }, (_, n) => fullJitter(3, () => n / 1000));
    for (let second = 0; second < 8; second++) {
      const then = waits.filter((wait) => wait >= second * 1000 && wait < (second + 1) * 1000);
      expect(then).toHaveLength(125);
    }
  });
});

describe("a pause that everybody was told alike", () => {
  it("is never shorter than named, and spread over as long again", () => {
    expect([spread(2, () => 0), spread(2, () => 0.5), spread(2, () => 0.999)]).toEqual([2_000, 3_000, 3_998]);
  });
});
