// The smallest excerpt first: of a long message only what surrounds the marked words. The rest is one click away.

import type { Piece } from "./marking";

/** Shorter messages are shown whole. */
const SHORT = 400;
/** How much is left beside a marked word. */
const AROUND = 120;

const CUT: Piece = { text: " … ", says: [] };

/** Null where there is nothing to leave out. */
export function excerpt(all: readonly Piece[]): Piece[] | null {
  const length = all.reduce((sum, piece) => sum + piece.text.length, 0);
  if (length <= SHORT) return null;
  if (all.every(isPlain)) return [...around(all[0] ?? CUT, null, true)];
  const kept = all.flatMap((piece, index) =>
    isPlain(piece) ? around(piece, all[index - 1] ?? null, all[index + 1] === undefined) : [piece],
  );
  return kept.length > all.length ? kept : null;
}

const isPlain = (piece: Piece) => piece.says.length === 0;

/** What stays of an unmarked piece: what follows the mark before it, and what leads up to the mark after it. */
function around(piece: Piece, before: Piece | null, isLast: boolean): Piece[] {
  const words = piece.text;
  const room = before && !isLast ? 2 * AROUND : AROUND;
  if (words.length <= room + CUT.text.length) return [piece];
  const head = words.slice(0, AROUND).replace(/\S+$/, "").trimEnd();
  const tail = words.slice(-AROUND).replace(/^\S+/, "").trimStart();
  if (isLast) return [{ text: head, says: [] }, CUT];
  if (!before) return [CUT, { text: tail, says: [] }];
  return [{ text: head, says: [] }, CUT, { text: tail, says: [] }];
}
