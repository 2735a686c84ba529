// The private conversations of the cases one has. They stay open while one looks at another case, so that an answer
// in one of them is noticed.

import { signal } from "@preact/signals";
import type { CaseView, Evidence } from "../../generated/wire";
import { isTalking } from "../case/acts";
import { rooms } from "./line";

interface Followed {
  room: string;
  /** One's own member there. */
  mine: string;
}

const byCase = signal<ReadonlyMap<string, Followed>>(new Map());
/** The last position in each conversation that has been on screen. */
const read = signal<ReadonlyMap<string, number>>(new Map());

function lastOf(room: string): number {
  const { entries } = rooms.state(room).value.log;
  return entries[entries.length - 1]?.position ?? 0;
}

/** A case was read: its conversation is followed as long as the case is one's own, or was until it was closed. */
export function follow(view: CaseView): void {
  const { line, conversation } = view;
  const followed = byCase.peek().get(line.id);
  if (conversation && isTalking(view)) {
    // One that was gone, because somebody else had the case, is asked for anew.
    if (followed && rooms.state(followed.room).value.gone === null) return;
    byCase.value = new Map(byCase.peek()).set(line.id, {
      room: conversation.id,
      mine: conversation.member_id,
    });
    rooms.open(conversation.id);
  } else if (followed) unfollow(line.id, followed);
}

/** Whether a message of the case was said in its private conversation, as far as one reads there: no room sees it. */
export function isPrivate({ conversation }: CaseView, { message }: Evidence): boolean {
  if (!conversation || !message) return false;
  return rooms.state(conversation.id).value.log.entries.some(({ id }) => id === message);
}

function unfollow(id: string, { room }: Followed): void {
  const fewer = new Map(byCase.peek());
  fewer.delete(id);
  byCase.value = fewer;
  rooms.shut(room);
}

/** Somebody looked at the conversation up to its end. */
export function markRead(room: string): void {
  const last = lastOf(room);
  if (read.peek().get(room) !== last) read.value = new Map(read.peek()).set(room, last);
}

/** How many messages of the other person have not been on screen. */
export function unread(caseId: string): number {
  const followed = byCase.value.get(caseId);
  if (!followed) return 0;
  const from = read.value.get(followed.room) ?? 0;
  const { entries } = rooms.state(followed.room).value.log;
  return entries.filter((entry) => entry.position > from && entry.member_id !== followed.mine).length;
}

export function forgetConversations(): void {
  byCase.value = new Map();
  read.value = new Map();
}
