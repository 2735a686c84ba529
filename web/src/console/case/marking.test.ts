import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Marked } from "../../generated/wire";
import { excerpt } from "./excerpt";
import { pieces, reasons } from "./marking";

const mark = (start: number, end: number, says = "says they want to die"): Marked => ({
  rule: says,
  says,
  start,
  end,
});
const marked = (text: string, ...marks: Marked[]) =>
  pieces(text, marks)
    .map((piece) => (piece.says.length > 0 ? `[${piece.text}]` : piece.text))
    .join("");

describe("marking", () => {
  it("marks the words a rule matched", () => {
    expect(marked("I want to die.", mark(2, 13))).toBe("I [want to die].");
  });

  it("counts as the server does: an emoji is one character", () => {
    expect(marked("😔😔 want to die", mark(3, 14))).toBe("😔😔 [want to die]");
  });

  it("knows which rules meet in a word", () => {
    const found = pieces("kill myself tonight", [mark(0, 11, "a plan"), mark(0, 19, "a time")]);
    expect(found).toEqual([
      { text: "kill myself", says: ["a plan", "a time"] },
      { text: " tonight", says: ["a time"] },
    ]);
  });

  it("never loses, adds or moves a letter, whatever the spans", () => {
    const span = fc.tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: -5, max: 60 }));
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.array(span), (text, spans) => {
        const all = pieces(
          text,
          spans.map(([start, end]) => mark(start, end)),
        );
        expect(all.map((piece) => piece.text).join("")).toBe(text);
      }),
    );
  }, 60_000); // many examples, on a machine that may be busy
});

describe("the reasons", () => {
  it("are told once for each rule, with the words it matched", () => {
    const text = "want to die, want to die, tonight";
    expect(reasons(text, [mark(0, 11, "a"), mark(13, 24, "a"), mark(26, 33, "b")])).toEqual([
      { says: "a", words: ["want to die"] },
      { says: "b", words: ["tonight"] },
    ]);
  });

  it("name no words where a rule is about the whole", () => {
    expect(reasons("I am so tired", [mark(0, 0, "said much in an hour")])).toEqual([
      { says: "said much in an hour", words: [] },
    ]);
  });
});

describe("the excerpt", () => {
  const long = "and then I walked on ".repeat(40);

  it("leaves a short message whole", () => {
    expect(excerpt(pieces("I want to die.", [mark(2, 13)]))).toBeNull();
  });

  it("keeps every marked word and what is around it", () => {
    const text = `${long}I want to die ${long}tonight ${long}`;
    const start = long.length + 2;
    const later = text.indexOf("tonight");
    const cut = excerpt(pieces(text, [mark(start, start + 11), mark(later, later + 7, "a time")])) ?? [];
    const words = cut.map((piece) => piece.text).join("");
    expect(cut.filter((piece) => piece.says.length > 0).map((piece) => piece.text)).toEqual([
      "want to die",
      "tonight",
    ]);
    expect(words.length).toBeLessThan(text.length / 3);
    expect(words).toContain("walked on I want to die and then");
    expect(words.match(/…/g)).toHaveLength(3);
  });

  it("is the beginning where nothing is marked", () => {
    const cut = excerpt(pieces(long, [])) ?? [];
    expect(cut[0]?.text).toMatch(/^and then I walked/);
    expect(cut).toHaveLength(2);
  });
});
