// Which case is next, and which are new. The server lists them most urgent first, and that is how they stand on screen.

import type { CaseLine } from "../../generated/wire";

export type Urgency = CaseLine["urgency"];

const URGENCIES: readonly Urgency[] = ["now", "soon", "later"];

const isFree = (line: CaseLine) => line.state === "open" || line.mine === true;

export interface Aside {
  /** The case that is on screen. */
  open?: string | null;
  /** Cases that have been on screen, the last one last. */
  seen?: readonly string[];
  /** Cases that somebody else has to take: a conflict of interest. */
  barred?: ReadonlySet<string>;
}

/** The case to go to, and never one whose topic one asked not to be given: the most urgent, of equally urgent ones one that nobody has. What one has and has looked at comes
 * after all that, the longest unseen first, so that asking again and again goes round every case; and the one just left
 * comes only where there is no other. */
export function nextCase(
  lines: readonly CaseLine[],
  { open, seen = [], barred }: Aside = {},
): CaseLine | null {
  const free = lines.filter(
    (line) => isFree(line) && !line.spared && line.id !== open && !barred?.has(line.id),
  );
  const left = [...seen].reverse().find((id) => id !== open);
  const others = free.filter((line) => line.id !== left);
  const inTurn = (line: CaseLine): number[] => {
    const lastSeen = seen.indexOf(line.id);
    return line.mine && lastSeen >= 0
      ? [1, lastSeen]
      : [0, URGENCIES.indexOf(line.urgency), Number(line.mine === true)];
  };
  // What is equal so far stays in the server's order: sorting keeps it.
  return [...(others.length > 0 ? others : free)].sort((a, b) => compare(inTurn(a), inTurn(b)))[0] ?? null;
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((part, index) => part !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

const gravity = ({ urgency, kind, level }: CaseLine): number[] => [
  URGENCIES.indexOf(urgency),
  Number(kind !== "danger"),
  -(level ?? 0),
];

/** Whether `one` is more urgent than `other`: by its word, then danger before all else, then the graver danger. */
export const isMoreUrgent = (one: CaseLine, other: CaseLine): boolean =>
  compare(gravity(one), gravity(other)) < 0;

/** Cases that nobody has, and that were not waiting before, or not so urgently: new ones, ones that somebody else gave
 * back or had to leave, ones that grew worse. Nothing is new in the first list, nor what one asked not to be given: for
 * that somebody else is called. */
export function arrivals(before: readonly CaseLine[] | null, after: readonly CaseLine[]): CaseLine[] {
  if (before === null) return [];
  const known = new Map(before.map((line) => [line.id, line]));
  return after.filter((line) => {
    const old = known.get(line.id);
    return line.state === "open" && !line.spared && (!old || !isFree(old) || isMoreUrgent(line, old));
  });
}

/** Whether a case changed in a way that whoever looks at it should see. `line` is missing once it is closed. */
export function hasMoved(shown: CaseLine, line: CaseLine | undefined): boolean {
  if (!line) return shown.state !== "closed";
  return (
    line.state !== shown.state ||
    (line.taken_by ?? null) !== (shown.taken_by ?? null) ||
    line.urgency !== shown.urgency ||
    line.kind !== shown.kind ||
    (line.level ?? 0) !== (shown.level ?? 0) ||
    (line.conversation ?? null) !== (shown.conversation ?? null) ||
    (line.asked ?? null) !== (shown.asked ?? null) ||
    line.due !== shown.due
  );
}
