import { describe, expect, it } from "vitest";
import { sentence } from "./sentence";

describe("what is read out", () => {
  it("ends once", () => {
    expect(["Third night..", "really?", "yes", "ok 3", "😀", "gut"].map(sentence)).toEqual([
      ...["Third night..", "really?", "yes.", "ok 3.", "😀", "gut."],
    ]);
  });
});
