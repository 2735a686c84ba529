// What a room's screen shows, from top to bottom: days, messages grouped by author and time, one's own words that the
// room does not see at the place in time where they were said, and at the end what is not yet stored.

import type { Message } from "../generated/wire";
import { sameDay } from "../strings/clock";
import type { Unsent } from "../wire/outbox";
import type { Held } from "./told";

const TOGETHER = 5 * 60 * 1000;

export interface Group {
  kind: "group";
  key: string;
  member_id: string;
  alias: string;
  part: NonNullable<Message["part"]>;
  at: number;
  messages: Message[];
}

export type Item =
  | { kind: "day"; key: string; at: number }
  | Group
  | { kind: "held"; key: string; held: Held }
  | { kind: "unsent"; key: string; unsent: Unsent };

export interface TimelineOf {
  messages: readonly Message[];
  held: readonly Held[];
  unsent: readonly Unsent[];
  isMuted: (member_id: string) => boolean;
}

export function timeline({ messages, held, unsent, isMuted }: TimelineOf): Item[] {
  const items: Item[] = [];
  const shown = new Set(messages.map((message) => message.id));
  const waiting = held.filter((one) => !shown.has(one.message)).sort((a, b) => a.at - b.at);
  let lastAt: number | null = null;

  function day(at: number): void {
    if (lastAt === null || !sameDay(lastAt, at)) items.push({ kind: "day", key: `day ${at}`, at });
    lastAt = at;
  }

  function heldBefore(at: number): void {
    for (let one = waiting[0]; one && one.at < at; one = waiting[0]) {
      waiting.shift();
      day(one.at);
      items.push({ kind: "held", key: one.message, held: one });
    }
  }

  for (const message of messages) {
    if (isMuted(message.member_id)) continue;
    heldBefore(message.at);
    day(message.at);
    const group = items[items.length - 1];
    if (group?.kind === "group" && belongs(message, group)) group.messages.push(message);
    else items.push(newGroup(message));
  }
  heldBefore(Number.POSITIVE_INFINITY);

  const known = new Set(held.map((one) => one.message));
  for (const one of unsent) {
    const stored = one.state.kind === "sent" || one.state.kind === "held" ? one.state.id : null;
    if (stored === null || !(shown.has(stored) || known.has(stored)))
      items.push({ kind: "unsent", key: one.client_id, unsent: one });
  }
  return items;
}

function belongs(message: Message, group: Group): boolean {
  const before = group.messages[group.messages.length - 1];
  return (
    group.member_id === message.member_id &&
    group.part === (message.part ?? "peer") &&
    before !== undefined &&
    message.at - before.at < TOGETHER
  );
}

function newGroup(message: Message): Group {
  const { id, member_id, alias, at, part = "peer" } = message;
  return { kind: "group", key: id, member_id, alias, part, at, messages: [message] };
}
