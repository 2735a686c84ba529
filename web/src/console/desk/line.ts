// The live line: one socket, and over it the conversations, the outbox and the bell.

import { effect, signal, untracked } from "@preact/signals";
import type { Bell, Cursor, Message, Refused, ServerFrame } from "../../generated/wire";
import { createOutbox } from "../../wire/outbox";
import { createRooms } from "../../wire/rooms";
import { createSocket } from "../../wire/socket";

/** The last bell. Each is a new value, whatever it counts. */
export const bell = signal<Bell | null>(null);

/** How far one's own notices have been passed on. The console shows none, so they need not come twice. */
let personal: Cursor | undefined;

export const socket = createSocket({ onFrame: receive, personal: () => personal });
export const rooms = createRooms(socket.send);
export const outbox = createOutbox(socket.send);

function receive(frame: ServerFrame): void {
  switch (frame.t) {
    case "welcome":
      socket.send({ t: "watch" });
      rooms.resume();
      return outbox.resume(frame.epoch);
    case "bell":
      bell.value = frame;
      return;
    case "notices":
      personal = { epoch: frame.epoch, at: frame.to };
      return;
    case "sent":
      outbox.sent(frame);
      return settleShown(rooms.state(frame.room).value.log.entries);
    case "refused":
      return frame.client_id ? outbox.refused(frame) : askAgain(frame);
    case "changes":
      rooms.receive(frame);
      outbox.removed(frame.items.filter(({ state }) => state === "removed").map(({ id }) => id));
      return settleShown(frame.items);
    default:
      rooms.receive(frame);
  }
}

/** A conversation could not be read for a reason that passes. */
function askAgain(frame: Refused): void {
  if (frame.room && frame.retry_after != null) setTimeout(rooms.resume, frame.retry_after * 1000);
}

/** A message that the conversation shows needs no place in the outbox any more, whichever of the two came first. */
function settleShown(messages: readonly Message[]): void {
  const ids = new Set(messages.map((message) => message.id));
  for (const { client_id, state } of outbox.unsent.value)
    if ((state.kind === "sent" || state.kind === "held") && ids.has(state.id)) outbox.discard(client_id);
}

effect(() => {
  if (socket.state.value.kind === "live") return;
  untracked(() => {
    rooms.pause();
    outbox.pause();
  });
});

export function hangUp(): void {
  socket.stop();
  rooms.forget();
  bell.value = null;
  personal = undefined;
}
