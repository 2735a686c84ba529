// The live line of the person who is signed in: one socket, the rooms, the outbox and the personal log over it.

import { effect, signal, untracked } from "@preact/signals";
import type { Notice, Notices, ServerFrame } from "../generated/wire";
import { deleteMessage, Refusal } from "../wire/api";
import { spread } from "../wire/backoff";
import { keeping } from "../wire/keeping";
import { applyPage, cursorOf, emptyLog, fits, type Log } from "../wire/log";
import { createOutbox } from "../wire/outbox";
import { createRooms } from "../wire/rooms";
import { createSocket } from "../wire/socket";
import { offerCard } from "./card";
import { nudge } from "./nudges";
import { setStaffed } from "./open_rooms";

export const personal = signal<Log<Notice>>(emptyLog());

/** The notices that came last while this page was listening, or that are about words said here. What else it reads when
 * it begins is no news: whoever signs in again was told before. */
export const news = signal<readonly Notice[]>([]);

/** When the line last came up, by the server's clock. */
export const welcomed = signal(0);

const DAY = 24 * 60 * 60 * 1000;
/** A page that stays open for days would go on showing what has ended: once a day all is read from the beginning. */
let anew = false;
setInterval(() => {
  anew = true;
  sayHelloAgain();
}, DAY);

export const socket = createSocket({
  onFrame: receive,
  personal: () => (anew ? undefined : cursorOf(personal.value)),
});
export const rooms = createRooms(socket.send);
export const outbox = createOutbox(socket.send, keeping, (id) =>
  deleteMessage(id).catch((error) => {
    if (!(error instanceof Refusal && error.status === 404)) throw error; // there is nothing to take back
  }),
);

/** The messages that were said in this tab, by their `client_id`. */
const saidHere = new Set<string>();
outbox.unsent.subscribe((unsent) => {
  for (const { client_id } of unsent) saidHere.add(client_id);
});

function receive(frame: ServerFrame): void {
  switch (frame.t) {
    case "welcome":
      welcomed.value = frame.now;
      setStaffed(frame.staffed === true);
      rooms.resume(anew);
      anew = false;
      return outbox.resume(frame.epoch);
    case "staffed":
      return setStaffed(frame.on === true);
    case "notices":
      outbox.removed(
        frame.items.flatMap(({ kind, message }) =>
          message && (kind === "declined" || kind === "removed") ? [message] : [],
        ),
      );
      return fits(personal.value, frame) ? readNotices(frame) : sayHelloAgain();
    case "card":
      if (!outbox.isQuiet(frame.client_id)) offerCard({ name: frame.card }, frame.client_id);
      return;
    case "sent":
      outbox.sent(frame);
      outbox.settle(rooms.state(frame.room).value.log.entries.map(({ id }) => id));
      seeHeld(personal.value.entries);
      if (frame.notice && !frame.card && frame.state === "shown") nudge(frame.id, frame.notice);
      return offerCard({ name: frame.card, says: frame.notice }, frame.client_id);
    case "refused":
      outbox.refused(frame);
      rooms.receive(frame);
      if (!frame.room && frame.retry_after != null) setTimeout(sayHelloAgain, spread(frame.retry_after));
      return offerCard({ name: frame.card }, frame.client_id);
    case "changes":
      rooms.receive(frame);
      return outbox.seen(frame.items);
    default:
      rooms.receive(frame);
  }
}

function readNotices(frame: Notices): void {
  const listening = personal.value.epoch === frame.epoch && !frame.reset;
  personal.value = applyPage(personal.value, frame);
  seeHeld(frame.items);
  news.value = frame.items.filter((notice) => listening || saidHere.has(notice.client_id ?? ""));
}

/** The personal log is asked for with the hello, so asking again means saying hello again. */
function sayHelloAgain(): void {
  if (socket.state.value.kind !== "live") return;
  socket.stop();
  socket.start();
}

/** A message of which the personal log says that it waits for a person needs no place in the outbox any more. */
function seeHeld(notices: readonly Notice[]): void {
  outbox.settle(notices.filter(({ kind }) => kind === "held").map(({ message }) => message ?? ""));
}

effect(() => {
  if (socket.state.value.kind === "live") return;
  untracked(() => {
    rooms.pause();
    outbox.pause();
  });
});

export const forgetWhatWasSaid = (): void => saidHere.clear();

export function hangUp(): void {
  socket.stop();
  rooms.forget();
  personal.value = emptyLog();
  news.value = [];
}
