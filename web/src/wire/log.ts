// THE log, of a room (messages) or of a person (notices). Live delivery and catching up are the same pages,
// so this one function is how anything ever appears on screen.
//
// A log is a value: `applyPage` and `addOlder` give a new one, or the same one when nothing changed.

import type { Cursor } from "../generated/wire";

/** `position`: where it first appeared. `changed`: when it last changed, by the same counter (never below). */
export interface Entry {
  id: string;
  position: number;
  changed: number;
}

/** Everything that changed after `from` up to `to`. */
export interface Page<E> {
  epoch: string;
  from: number;
  to: number;
  items: readonly E[];
  reset?: boolean;
}

export interface Log<E extends Entry> {
  readonly epoch: string | null;
  /** Everything that changed up to here has been read. */
  readonly at: number;
  /** Everything with a position above this is here; what is older has to be asked for. */
  readonly floor: number;
  /** Ordered by position, all above `floor`. */
  readonly entries: readonly E[];
  /** Changes to what lies below `floor`: kept so that an older answer cannot bring back what has changed. */
  readonly below: readonly E[];
}

const EMPTY: Log<never> = { epoch: null, at: 0, floor: 0, entries: [], below: [] };

export function emptyLog<E extends Entry>(): Log<E> {
  return EMPTY;
}

export function cursorOf(log: Log<Entry>): Cursor | undefined {
  return log.epoch === null ? undefined : { epoch: log.epoch, at: log.at };
}

/** Whether a page begins where this log ends, or before. A page that does not leaves a hole: open anew instead. */
export function fits(log: Log<Entry>, page: Page<Entry>): boolean {
  return startsAnew(log, page) || page.from <= log.at;
}

export function applyPage<E extends Entry>(log: Log<E>, page: Page<E>): Log<E> {
  if (!fits(log, page)) return log;
  const anew = startsAnew(log, page);
  if (!anew && page.items.length === 0 && page.to <= log.at) return log;
  // A first page may hold only the newest, so nothing is claimed below what it shows.
  const old: Log<E> = anew
    ? { ...EMPTY, epoch: page.epoch, at: page.from, floor: Math.max(page.from, lowest(page.items) - 1) }
    : log;
  return settle(old, page.items, old.floor, Math.max(old.at, page.to));
}

/** Where the next older page has to be asked for, or null when there is nothing older. */
export function olderThan(log: Log<Entry>): number | null {
  return log.floor > 0 ? log.floor + 1 : null;
}

/** What `GET .../messages?before=` answered. It is older reading, so it never moves the cursor. If the log began
 * anew while the answer was under way, the answer no longer joins on to it and is left out. */
export function addOlder<E extends Entry>(
  log: Log<E>,
  before: number,
  items: readonly E[],
  more: boolean,
): Log<E> {
  if (before !== olderThan(log)) return log;
  const floor = more && items.length > 0 ? Math.min(log.floor, lowest(items) - 1) : 0;
  return settle(log, items, floor, log.at);
}

/** The lowest position among items, 0 without any. */
function lowest(items: readonly Entry[]): number {
  return items.length === 0 ? 0 : Math.min(...items.map((item) => item.position));
}

/** A page of another epoch tells of another history, with or without `reset`. */
function startsAnew(log: Log<Entry>, page: Page<Entry>): boolean {
  return page.reset === true || page.epoch !== log.epoch;
}

function settle<E extends Entry>(log: Log<E>, items: readonly E[], floor: number, at: number): Log<E> {
  const byId = new Map<string, E>();
  for (const entry of log.below) byId.set(entry.id, entry);
  for (const entry of log.entries) byId.set(entry.id, entry);
  for (const item of items) {
    const known = byId.get(item.id);
    if (known === undefined || known.changed < item.changed) byId.set(item.id, item);
  }
  const all = [...byId.values()].sort((a, b) => a.position - b.position);
  const first = all.findIndex((entry) => entry.position > floor);
  const cut = first < 0 ? all.length : first;
  return { epoch: log.epoch, at, floor, entries: all.slice(cut), below: all.slice(0, cut) };
}
