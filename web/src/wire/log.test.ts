import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addOlder, applyPage, cursorOf, type Entry, emptyLog, fits, type Log, olderThan } from "./log";

interface Said extends Entry {
  text: string | null;
}

/** A room as the server holds it: one counter for `position` and `changed`. */
class Server {
  counter = 0;
  said: Said[] = [];

  say(): void {
    this.counter += 1;
    const at = this.counter;
    this.said.push({ id: `m${at}`, position: at, changed: at, text: `words ${at}` });
  }

  /** Remove one of the messages, if there are any. */
  remove(which: number): void {
    const one = this.said[which % Math.max(1, this.said.length)];
    if (!one || one.text === null) return;
    this.counter += 1;
    this.said = this.said.map((other) =>
      other === one ? { ...one, text: null, changed: this.counter } : other,
    );
  }

  page(from: number, to = this.counter, reset = false) {
    const items = this.said
      .filter((one) => one.changed > from && one.changed <= to)
      .sort((a, b) => a.changed - b.changed);
    return { epoch: "e1", from, to, items, reset };
  }

  /** The newest by position, as a reader without a cursor gets them. */
  newest(limit: number) {
    const items = this.said.slice(-limit);
    return { epoch: "e1", from: 0, to: this.counter, items, reset: true };
  }

  older(before: number, limit: number) {
    const all = this.said.filter((one) => one.position < before);
    return { items: all.slice(-limit), more: all.length > limit };
  }
}

const acts = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constant({ do: "say" as const }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("remove" as const), which: fc.nat(50) }) },
    { weight: 2, arbitrary: fc.constant({ do: "read" as const }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("replay" as const), back: fc.nat(30) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("reset" as const), keep: fc.nat(10) }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant("newest" as const), keep: fc.integer({ min: 1, max: 10 }) }),
    },
    { weight: 1, arbitrary: fc.constant({ do: "ask older" as const }) },
    { weight: 1, arbitrary: fc.constant({ do: "older arrives" as const }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant("skip ahead" as const), by: fc.integer({ min: 1, max: 9 }) }),
    },
  ),
  { maxLength: 60 },
);

describe("the log", () => {
  it("shows what the server holds, whatever the order of reading", () => {
    fc.assert(
      fc.property(acts, (steps) => {
        const server = new Server();
        let log: Log<Said> = emptyLog();
        let asked: { before: number; items: Said[]; more: boolean } | null = null;
        const removed = new Set<string>();
        for (const step of steps) {
          if (step.do === "say") server.say();
          if (step.do === "remove") server.remove(step.which);
          if (step.do === "read") log = applyPage(log, server.page(log.at));
          if (step.do === "replay")
            log = applyPage(log, server.page(Math.max(0, log.at - step.back), log.at));
          if (step.do === "reset")
            log = applyPage(log, server.page(Math.max(0, server.counter - step.keep), server.counter, true));
          if (step.do === "newest") log = applyPage(log, server.newest(step.keep));
          if (step.do === "ask older") {
            const before = olderThan(log);
            asked = before === null ? null : { before, ...server.older(before, 3) };
          }
          if (step.do === "older arrives" && asked) {
            log = addOlder(log, asked.before, asked.items, asked.more);
            asked = null;
          }
          if (step.do === "skip ahead" && log.epoch !== null) {
            const hole = server.page(log.at + step.by);
            expect(fits(log, hole)).toBe(false);
            expect(applyPage(log, hole)).toBe(log);
          }
          for (const one of log.entries) {
            if (one.text === null) removed.add(one.id);
            else expect(removed.has(one.id)).toBe(false); // removed text never returns
          }
          expect(
            log.entries.every((one, n) => n === 0 || (log.entries[n - 1] as Said).position < one.position),
          ).toBe(true);
        }
        // Everything above the floor, once it is caught up: no hole, no repeat, as the server has it.
        log = applyPage(log, server.page(log.at));
        expect(log.entries).toEqual(server.said.filter((one) => one.position > log.floor));
        expect(log.at).toBe(server.counter);
      }),
      { numRuns: 500 },
    );
  });

  it("does not take an item that is not newer than the one it has", () => {
    const now = { id: "a", position: 1, changed: 5, text: null };
    const log = applyPage(emptyLog<Said>(), { epoch: "e", from: 0, to: 5, items: [now] });
    const late = applyPage(log, {
      epoch: "e",
      from: 0,
      to: 4,
      items: [{ ...now, changed: 1, text: "old words" }],
    });
    expect(late.entries).toEqual([now]);
    expect(cursorOf(late)).toEqual({ epoch: "e", at: 5 });
  });

  it("does not lose older messages behind a change to an old one", () => {
    const server = new Server();
    for (let n = 0; n < 10; n++) server.say();
    let log = applyPage(emptyLog<Said>(), server.page(7, 10, true));
    server.remove(1);
    log = applyPage(log, server.page(log.at));
    expect(log.entries.map((one) => one.position)).toEqual([8, 9, 10]);
    expect(olderThan(log)).toBe(8);
    log = addOlder(log, 8, server.older(8, 50).items, false);
    expect(log.entries).toEqual(server.said);
    expect(olderThan(log)).toBe(null);
  });

  it("begins anew with another epoch, and with `reset`", () => {
    const one = { id: "a", position: 3, changed: 3, text: "x" };
    const log = applyPage(emptyLog<Said>(), { epoch: "e", from: 0, to: 3, items: [one] });
    const other = applyPage(log, {
      epoch: "f",
      from: 1,
      to: 2,
      items: [{ ...one, id: "b", position: 2, changed: 2 }],
    });
    expect(other.entries.map((entry) => entry.id)).toEqual(["b"]);
    expect(cursorOf(other)).toEqual({ epoch: "f", at: 2 });
    expect(applyPage(log, { epoch: "e", from: 3, to: 3, items: [], reset: true }).entries).toEqual([]);
  });

  it("leaves out an older page that no longer joins on", () => {
    const log = applyPage(emptyLog<Said>(), { epoch: "e", from: 20, to: 20, items: [], reset: true });
    expect(addOlder(log, 11, [{ id: "a", position: 10, changed: 10, text: "x" }], true)).toBe(log);
  });
});
