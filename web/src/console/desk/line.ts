// The live line: one socket, and over it the conversations, the outbox and the bell.

import { effect, signal, untracked } from "@preact/signals";
import type { Bell, Cursor, Refused, ServerFrame } from "../../generated/wire";
import { spread } from "../../wire/backoff";
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
      return outbox.settle(rooms.state(frame.room).value.log.entries.map(({ id }) => id));
    case "refused":
      return frame.client_id ? outbox.refused(frame) : askAgain(frame);
    case "changes":
      rooms.receive(frame);
      return outbox.seen(frame.items);
    default:
      rooms.receive(frame);
  }
}

/** A conversation could not be read for a reason that passes. */
function askAgain(frame: Refused): void {
  if (frame.room && frame.retry_after != null) setTimeout(rooms.resume, spread(frame.retry_after));
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
