import { describe, expect, it } from "vitest";
import type { Message } from "../generated/wire";
import type { Unsent, UnsentState } from "../wire/outbox";
import { type TimelineOf, timeline } from "./timeline";
import type { Held } from "./told";

const NOON = new Date(2026, 10, 23, 12).getTime();
const MINUTE = 60_000;

let position = 0;
const said = (member_id: string, minutes: number, more: Partial<Message> = {}): Message => {
  position += 1;
  const at = NOON + minutes * MINUTE;
  return {
    id: `m${position}`,
    position,
    changed: position,
    member_id,
    alias: member_id,
    at,
    text: "x",
    ...more,
  };
};

const held = (message: string, minutes: number): Held => ({
  ...{ message, at: NOON + minutes * MINUTE, text: "x" },
  ...{ state: "held", code: null, category: null, reason: null },
});

const unsent = (client_id: string, state: UnsentState): Unsent => ({
  ...{ client_id, room: "r", text: "x", written: NOON },
  state,
});

/** The timeline in short: days, authors with their number of messages, what is held, what is unsent. */
function short(of: Partial<TimelineOf>): string[] {
  const items = timeline({ messages: [], held: [], unsent: [], isMuted: () => false, ...of });
  return items.map((item) => {
    if (item.kind === "group") return `${item.alias} ${item.messages.length}`;
    if (item.kind === "held") return `held ${item.held.message}`;
    if (item.kind === "unsent") return `unsent ${item.unsent.client_id}`;
    return "day";
  });
}

describe("the timeline", () => {
  it("groups what one person says in one go", () => {
    const messages = [said("ann", 0), said("ann", 4), said("ben", 5), said("ann", 6), said("ann", 12)];
    expect(short({ messages })).toEqual(["day", "ann 2", "ben 1", "ann 1", "ann 1"]);
  });

  it("keeps a moderator's words apart from a peer's of the same name", () => {
    const messages = [said("ann", 0), said("ann", 1, { part: "moderator" })];
    expect(short({ messages })).toEqual(["day", "ann 1", "ann 1"]);
  });

  it("names each day once", () => {
    const messages = [said("ann", 0), said("ann", 24 * 60), said("ann", 24 * 60 + 1)];
    expect(short({ messages })).toEqual(["day", "ann 1", "day", "ann 2"]);
  });

  it("shows a held message where it was said, until the room has it", () => {
    const messages = [said("ann", 0), said("ben", 10)];
    expect(short({ messages, held: [held("h", 5)] })).toEqual(["day", "ann 1", "held h", "ben 1"]);
    expect(short({ messages, held: [held("h", 15)] })).toEqual(["day", "ann 1", "ben 1", "held h"]);
    const released = [...messages, said("me", 20, { id: "h" })];
    expect(short({ messages: released, held: [held("h", 5)] })).toEqual(["day", "ann 1", "ben 1", "me 1"]);
  });

  it("puts unsent words at the end, and shows none of them twice", () => {
    const messages = [said("me", 0, { id: "stored" })];
    const all = [
      unsent("a", { kind: "sent", id: "stored" }),
      unsent("b", { kind: "held", id: "h" }),
      unsent("c", { kind: "sent", id: "not here yet" }),
      unsent("d", { kind: "waiting" }),
    ];
    expect(short({ messages, held: [held("h", 1)], unsent: all })).toEqual([
      ...["day", "me 1", "held h", "unsent c", "unsent d"],
    ]);
  });

  it("leaves out who is muted", () => {
    const messages = [said("ann", 0), said("ben", 1), said("ann", 2)];
    expect(short({ messages, isMuted: (member) => member === "ben" })).toEqual(["day", "ann 2"]);
  });
});
