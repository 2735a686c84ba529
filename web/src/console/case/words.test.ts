import { describe, expect, it } from "vitest";
import type { CaseLine, Evidence } from "../../generated/wire";
import { releasedInWords, stateInWords, whatItIs } from "./words";

const item = (part: Partial<Evidence>): Evidence => ({ text: "", at: 0, marks: [], message: "m", ...part });

describe("what the room sees of a message", () => {
  it.each<[Partial<Evidence>, string]>([
    [{ seen: true }, "Shown to the room"],
    [{ seen: true, veiled: true }, "The room sees it behind the warning"],
    [{ seen: true, masked: true }, "The room sees it with a part hidden"],
    [{ state: "held" }, "Held: the room does not see it"],
    [{ state: "removed", seen: true }, "Removed from the room"],
    [{ state: "removed", seen: true, taken_back: true }, "Taken back by its author"],
    [{ state: "declined" }, "Declined: the room never saw it"],
    [{ state: "declined", seen: true }, "Declined: the room does not see it any more"],
    [{ seen: true, private: true }, "Said in the private conversation"],
  ])("%j: %s", (part, words) => {
    expect(stateInWords(item(part))).toBe(words);
  });

  it("is said before it is released", () => {
    expect(releasedInWords(item({ state: "held", veiled: true }))).toContain("A hard message.");
    expect(releasedInWords(item({ state: "held" }))).toBe("The room will see it as it was written.");
  });
});

it("says what the gravest danger may mean, and never a number", () => {
  const line = (category: string, level: number) => whatItIs({ kind: "danger", category, level } as CaseLine);
  expect(line("crisis", 5)).toBe("Danger to themselves: an attempt may be under way");
  expect(line("crisis", 4)).toBe("Danger to themselves: may have a plan");
  expect(line("crisis", 3)).toBe("Danger to themselves");
  expect(line("threat", 5)).toBe("Threat to others");
});
