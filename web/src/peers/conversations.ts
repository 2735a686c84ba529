// Private conversations are listened to wherever one is on this page, so that a moderator's words are never missed.

import { computed, effect, signal, untracked } from "@preact/signals";
import { keeping } from "../wire/keeping";
import { rooms } from "./line";
import { markSeen } from "./seen";
import { me } from "./session";
import { ended, isEarly, newestInvitation } from "./told";
import { view } from "./view";

const open = computed(() =>
  (me.value?.rooms ?? []).filter((room) => room.kind === "conversation" && !ended.value.has(room.id)),
);

effect(() => {
  const now = open.value;
  untracked(() => {
    for (const room of now) rooms.open(room.id);
  });
});

/** How far each conversation has been read on this page. */
const readUpTo = signal<ReadonlyMap<string, number>>(new Map());

function readOf(room: string): number {
  return readUpTo.value.get(room) ?? Number(keeping.read(`read.${room}`) ?? 0);
}

/** The conversation being asked for at this moment: one's own request needs no invitation. */
export const asking = signal(false);

export interface Invited {
  room: string;
  /** What leads there: words of a moderator that were not read yet, a moderator who came, or a place that was opened. */
  why: "conversation.written" | "conversation.invitation" | "conversation.early";
}

/** A conversation to be led to: one with unread words of a moderator, or one that was opened and not yet looked at. */
export const invitation = computed<Invited | null>(() => {
  if (asking.value) return null;
  for (const { id } of open.value) {
    const unread = rooms
      .state(id)
      .value.log.entries.some(
        (one) => one.part === "moderator" && one.position > readOf(id) && (one.state ?? "shown") === "shown",
      );
    if (unread) return { room: id, why: "conversation.written" };
  }
  const opened = newestInvitation.value;
  return opened?.room
    ? { room: opened.room, why: isEarly(opened) ? "conversation.early" : "conversation.invitation" }
    : null;
});

export function putOff(room: string): void {
  const entries = rooms.state(room).value.log.entries;
  const last = entries[entries.length - 1]?.position ?? 0;
  readUpTo.value = new Map(readUpTo.value).set(room, last);
  keeping.write(`read.${room}`, String(last));
  if (newestInvitation.value?.room === room) markSeen(newestInvitation.value.id);
}

/** Looking into a conversation reads it. */
effect(() => {
  const at = view.value;
  if (at.name !== "room" || !open.value.some((room) => room.id === at.id)) return;
  void rooms.state(at.id).value.log;
  void newestInvitation.value;
  untracked(() => putOff(at.id));
});
