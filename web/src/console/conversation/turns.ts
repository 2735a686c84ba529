// Messages that follow each other closely and are by the same person share one line of name and time.

import type { Message } from "../../generated/wire";
import { sameDay } from "../../strings/clock";

const CLOSE = 5 * 60_000;

export interface Turn {
  /** The first message's: stays the same as the turn grows. */
  id: string;
  member_id: string;
  alias: string;
  part: NonNullable<Message["part"]>;
  at: number;
  messages: Message[];
}

export function turnsOf(messages: readonly Message[]): Turn[] {
  const turns: Turn[] = [];
  let before: Message | null = null;
  for (const message of messages) {
    const last = turns[turns.length - 1];
    if (last && before && belongs(message, before)) last.messages.push(message);
    else turns.push(begin(message));
    before = message;
  }
  return turns;
}

const belongs = (message: Message, before: Message): boolean =>
  message.member_id === before.member_id && message.at - before.at < CLOSE && sameDay(message.at, before.at);

const begin = (message: Message): Turn => ({
  id: message.id,
  member_id: message.member_id,
  alias: message.alias,
  part: message.part ?? "peer",
  at: message.at,
  messages: [message],
});
