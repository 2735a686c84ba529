// Which case is next, and which are new. The server lists them most urgent first; that order is never changed here.

import type { CaseLine } from "../../generated/wire";

export type Urgency = CaseLine["urgency"];

const URGENCIES: readonly Urgency[] = ["now", "soon", "later"];

const isFree = (line: CaseLine) => line.state === "open" || line.mine === true;

export interface Aside {
  /** The case that is on screen. */
  open?: string | null;
  /** Cases that somebody else has to take: a conflict of interest. */
  barred?: ReadonlySet<string>;
}

/** The most urgent case that one can work on. Of equally urgent ones, what one has begun comes first. */
export function nextCase(lines: readonly CaseLine[], { open, barred }: Aside = {}): CaseLine | null {
  const free = lines.filter((line) => isFree(line) && line.id !== open && !barred?.has(line.id));
  const most = URGENCIES.find((urgency) => free.some((line) => line.urgency === urgency));
  const equal = free.filter((line) => line.urgency === most);
  return equal.find((line) => line.mine) ?? equal[0] ?? null;
}

/** Whether `one` is more urgent than `other`, by its word alone. */
export const isMoreUrgent = (one: CaseLine, other: CaseLine): boolean =>
  URGENCIES.indexOf(one.urgency) < URGENCIES.indexOf(other.urgency);

/** Cases that nobody has, and that were not waiting before, or not so urgently: new ones, ones that somebody else gave
 * back or had to leave, ones that grew worse. Nothing is new in the first list. */
export function arrivals(before: readonly CaseLine[] | null, after: readonly CaseLine[]): CaseLine[] {
  if (before === null) return [];
  const known = new Map(before.map((line) => [line.id, line]));
  return after.filter((line) => {
    const old = known.get(line.id);
    return line.state === "open" && (!old || !isFree(old) || isMoreUrgent(line, old));
  });
}

/** Whether a case changed in a way that whoever looks at it should see. `line` is missing once it is closed. */
export function hasMoved(shown: CaseLine, line: CaseLine | undefined): boolean {
  if (!line) return shown.state !== "closed";
  return (
    line.state !== shown.state ||
    (line.taken_by ?? null) !== (shown.taken_by ?? null) ||
    line.urgency !== shown.urgency ||
    line.due !== shown.due
  );
}
