// The words a rule matched, marked in their text. Spans count characters as the server does, by code point; this
// language counts an emoji twice, so the text is taken apart first.

import type { Marked } from "../../generated/wire";

/** A stretch of the text, and what the rules that matched it say. Nothing said: it is not marked. */
export interface Piece {
  text: string;
  says: readonly string[];
}

export function pieces(text: string, marks: readonly Marked[]): Piece[] {
  const points = Array.from(text);
  const within = (place: number) => Math.max(0, Math.min(points.length, place));
  const spans = marks.map(({ says, start, end }) => ({ says, start: within(start), end: within(end) }));
  const cuts = new Set([0, points.length, ...spans.flatMap(({ start, end }) => [start, end])]);
  const ordered = [...cuts].sort((a, b) => a - b);
  return ordered.slice(1).map((end, index) => {
    const start = ordered[index] ?? 0;
    const over = spans.filter((span) => span.start < end && start < span.end);
    return { text: points.slice(start, end).join(""), says: [...new Set(over.map((span) => span.says))] };
  });
}

/** Why a message is here: what each rule says, once, with the words it matched. */
export function reasons(text: string, marks: readonly Marked[]): { says: string; words: string[] }[] {
  const points = Array.from(text);
  const bySays = new Map<string, string[]>();
  for (const { says, start, end } of marks) {
    const words = points.slice(start, end).join("").trim();
    const known = bySays.get(says) ?? [];
    bySays.set(says, words && !known.includes(words) ? [...known, words] : known);
  }
  return [...bySays].map(([says, words]) => ({ says, words }));
}
