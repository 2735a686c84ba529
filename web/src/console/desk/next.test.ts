import { describe, expect, it } from "vitest";
import type { CaseLine } from "../../generated/wire";
import { arrivals, hasMoved, isMoreUrgent, nextCase } from "./next";

const line = (id: string, part: Partial<CaseLine> = {}): CaseLine => ({
  id,
  kind: "danger",
  category: "crisis",
  urgency: "soon",
  state: "open",
  opened: 0,
  due: 0,
  alias: "Robin",
  ...part,
});

describe("the next case", () => {
  it("is the first the server lists that nobody else has", () => {
    const lines = [line("a", { urgency: "now", state: "taken", taken_by: "Lena" }), line("b"), line("c")];
    expect(nextCase(lines)?.id).toBe("b");
  });

  const mine = { state: "taken", mine: true } as const;

  it("is of equally urgent ones first one that nobody has, and one's own where that is more urgent", () => {
    expect(nextCase([line("a", mine), line("b")])?.id).toBe("b");
    expect(nextCase([line("b"), line("a", { urgency: "now", ...mine })])?.id).toBe("a");
  });

  it("is never one whose topic one asked not to be given", () => {
    const spared = line("a", { urgency: "now", spared: true });
    expect(nextCase([spared, line("b")])?.id).toBe("b");
    expect(nextCase([spared])).toBeNull();
    expect(arrivals([], [spared, line("b")]).map(({ id }) => id)).toEqual(["b"]);
  });

  it("is not the one just left, unless there is no other", () => {
    const lines = [line("a", { urgency: "now" }), line("b"), line("c", { urgency: "later" })];
    expect(nextCase(lines, { seen: ["b", "a"] })?.id).toBe("b");
    expect(nextCase(lines.slice(0, 1), { seen: ["a"] })?.id).toBe("a");
  });

  it("goes round every case, one's own included, however often one asks", () => {
    const lines = [
      ...["a", "b", "c"].map((id) => line(id, { urgency: "now", ...mine })),
      line("d"),
      line("e", { urgency: "later" }),
    ];
    let seen: string[] = [];
    for (let turn = 0; turn < 15; turn += 1) {
      const open = seen[seen.length - 1] ?? null;
      const id = nextCase(lines, { open, seen })?.id ?? "";
      expect(id).not.toBe(open);
      seen = [...seen.filter((other) => other !== id), id];
    }
    expect([...seen].sort()).toEqual(["a", "b", "c", "d", "e"]);
  });

  it("is neither the one on screen nor one that somebody else has to take", () => {
    const lines = [line("a"), line("b"), line("c")];
    expect(nextCase(lines, { open: "a", barred: new Set(["b"]) })?.id).toBe("c");
  });

  it("is none where every case is with somebody", () => {
    expect(nextCase([line("a", { state: "taken", taken_by: "Lena" })])).toBeNull();
    expect(nextCase([])).toBeNull();
  });

  it("is more urgent where danger is graver", () => {
    const insult = line("b", { kind: "boundary" });
    expect(isMoreUrgent(line("a", { level: 5 }), line("b", { level: 4 }))).toBe(true);
    expect(isMoreUrgent(line("a", { level: 3 }), insult)).toBe(true);
    expect(isMoreUrgent(insult, line("a"))).toBe(false);
  });

  it("is more urgent by its word, not by its deadline", () => {
    expect(isMoreUrgent(line("a", { urgency: "now", due: 9 }), line("b", { due: 1 }))).toBe(true);
    expect(isMoreUrgent(line("a", { due: 1 }), line("b", { due: 9 }))).toBe(false);
  });
});

describe("a case that came", () => {
  it("is new when the list before did not have it and nobody has it yet", () => {
    const after = [line("a"), line("b"), line("c", { state: "taken", taken_by: "Lena" })];
    expect(arrivals([line("a")], after).map(({ id }) => id)).toEqual(["b"]);
  });

  it("is told of when somebody else gave it back, and when it grew more urgent", () => {
    const before = [
      line("a", { state: "taken", taken_by: "Lena" }),
      line("b", { urgency: "later" }),
      line("c"),
    ];
    const after = [line("a"), line("b", { urgency: "now" }), line("c")];
    expect(arrivals(before, after).map(({ id }) => id)).toEqual(["a", "b"]);
  });

  it("is not told of when it was one's own", () => {
    expect(arrivals([line("a", { state: "taken", mine: true })], [line("a")])).toEqual([]);
  });

  it("is not new in the first list", () => {
    expect(arrivals(null, [line("a")])).toEqual([]);
  });
});

describe("a case on screen", () => {
  it("has moved when somebody took it, or it is no longer listed", () => {
    expect(hasMoved(line("a"), line("a", { state: "taken", taken_by: "Lena" }))).toBe(true);
    expect(hasMoved(line("a"), undefined)).toBe(true);
    expect(hasMoved(line("a", { state: "closed" }), undefined)).toBe(false);
    expect(hasMoved(line("a", { taken_by: null }), line("a"))).toBe(false);
  });
});
