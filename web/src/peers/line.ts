// The live line of the person who is signed in: one socket, the rooms, the outbox and the personal log over it.

import { effect, signal, untracked } from "@preact/signals";
import type { Notice, ServerFrame } from "../generated/wire";
import { deleteMessage, Refusal } from "../wire/api";
import { keeping } from "../wire/keeping";
import { applyPage, cursorOf, emptyLog, fits, type Log } from "../wire/log";
import { createOutbox } from "../wire/outbox";
import { createRooms } from "../wire/rooms";
import { createSocket } from "../wire/socket";
import { offerCard } from "./card";
import { nudge } from "./nudges";

export const personal = signal<Log<Notice>>(emptyLog());

/** When the line last came up, by the server's clock. */
export const welcomed = signal(0);

export const socket = createSocket({ onFrame: receive, personal: () => cursorOf(personal.value) });
export const rooms = createRooms(socket.send);
export const outbox = createOutbox(socket.send, keeping, (id) =>
  deleteMessage(id).catch((error) => {
    if (!(error instanceof Refusal && error.status === 404)) throw error; // there is nothing to take back
  }),
);

function receive(frame: ServerFrame): void {
  switch (frame.t) {
    case "welcome":
      welcomed.value = frame.now;
      rooms.resume();
      return outbox.resume(frame.epoch);
    case "notices":
      outbox.removed(
        frame.items.flatMap(({ kind, message }) =>
          message && (kind === "declined" || kind === "removed") ? [message] : [],
        ),
      );
      if (fits(personal.value, frame)) personal.value = applyPage(personal.value, frame);
      else sayHelloAgain();
      return;
    case "card":
      if (!outbox.isQuiet(frame.client_id)) offerCard({ name: frame.card }, frame.client_id);
      return;
    case "sent":
      outbox.sent(frame);
      if (frame.notice && !frame.card && frame.state === "shown") nudge(frame.id, frame.notice);
      return offerCard({ name: frame.card, says: frame.notice }, frame.client_id);
    case "refused":
      outbox.refused(frame);
      rooms.receive(frame);
      if (!frame.room && frame.retry_after != null) setTimeout(sayHelloAgain, frame.retry_after * 1000);
      return offerCard({ name: frame.card }, frame.client_id);
    case "changes":
      rooms.receive(frame);
      outbox.removed(frame.items.filter(({ state }) => state === "removed").map(({ id }) => id));
      return settleShown(frame.items.map((item) => item.id));
    default:
      rooms.receive(frame);
  }
}

/** The personal log is asked for with the hello, so asking again means saying hello again. */
function sayHelloAgain(): void {
  if (socket.state.value.kind !== "live") return;
  socket.stop();
  socket.start();
}

/** A message that its room's log shows needs no place in the outbox any more. */
function settleShown(ids: readonly string[]): void {
  for (const { client_id, state } of outbox.unsent.value)
    if ((state.kind === "sent" || state.kind === "held") && ids.includes(state.id)) outbox.discard(client_id);
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
  personal.value = emptyLog();
}
