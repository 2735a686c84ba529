// What the personal log says, as the screens need it: what waits for a person, what was hidden, kept back or removed,
// who wants to talk. Nothing is stored here; all of it follows from the notices.

import { computed, effect, untracked } from "@preact/signals";
import type { Notice } from "../generated/wire";
import { offerCard } from "./card";
import { draftOf } from "./draft";
import { news, personal, welcomed } from "./line";
import { markSeen, seen } from "./seen";
import { me } from "./session";

/** Older news is not pressed on anybody; it stays where it belongs in the room. */
const FRESH = 12 * 60 * 60 * 1000;

const notices = computed(() => personal.value.entries);

/** By the server's clock: that of a phone may be wrong by days. */
const isFresh = (notice: Notice): boolean => welcomed.value - notice.at < FRESH;

/** A message that the room does not see: it waits for a person, or a person decided against it. */
export interface Held {
  message: string;
  at: number;
  text: string | null;
  state: "held" | "declined";
  /** Why it waits, as a code of the server's policy. */
  code: string | null;
  /** What was found in it, where its author is told. */
  category: string | null;
  reason: string | null;
}

export const heldByRoom = computed(() => {
  const byMessage = new Map<string, Held & { room: string }>();
  for (const { kind, message, room, at, text, code, category } of notices.value) {
    if (!message || !room) continue;
    if (kind === "held")
      byMessage.set(message, {
        ...{ message, room, at, text: text ?? null },
        ...{ state: "held", reason: null, code: code ?? null, category: category ?? null },
      });
    // Removed with a reason before the room saw it: to its author that is the same as kept back.
    const keptBack = kind === "declined" || (kind === "removed" && text && byMessage.has(message));
    if (kind === "released" || (kind === "removed" && !keptBack)) byMessage.delete(message);
    if (keptBack) {
      const held = byMessage.get(message) ?? { message, room, at, text: null, code: null, category: null };
      byMessage.set(message, { ...held, state: "declined", reason: text ?? null });
    }
  }
  const byRoom = new Map<string, Held[]>();
  for (const held of byMessage.values()) byRoom.set(held.room, [...(byRoom.get(held.room) ?? []), held]);
  return byRoom;
});

/** What was last said of a message that has a place in its room, by the message's id. */
export const saidOf = computed(() => {
  const said = new Map<string, Notice>();
  for (const notice of notices.value)
    if (notice.message && SAID.includes(notice.kind)) said.set(notice.message, notice);
  return said;
});

const SAID: readonly Notice["kind"][] = ["masked", "held", "declined", "removed", "released"];

/** Conversations that have ended: by the list of one's rooms, and by what was said since. */
export const ended = computed(() => {
  const rooms = new Set(me.value?.rooms.filter((room) => room.closed).map((room) => room.id));
  for (const { kind, room } of notices.value) {
    if (!room) continue;
    if (kind === "ended") rooms.add(room);
    if (kind === "conversation" || kind === "joined") rooms.delete(room); // a channel goes on
  }
  return rooms;
});

/** A conversation that one has asked for, and to which nobody has come yet. */
const isAsked = ({ kind, code }: Notice): boolean => kind === "conversation" && code === "asked";

/** One that was opened for one, and to which nobody has come yet. */
export const isEarly = ({ kind, code }: Notice): boolean => kind === "conversation" && code === "early";

/** Who is in each conversation with one: a moderator, one who has gone, or, where it is not named, nobody so far. */
export const company = computed(() => {
  const rooms = new Map<string, "moderator" | "gone">();
  for (const notice of notices.value) {
    const { kind, room } = notice;
    if (!room) continue;
    if (isAsked(notice) || isEarly(notice) || kind === "ended") rooms.delete(room);
    else if (kind === "conversation") rooms.set(room, "moderator");
    else if (kind === "moderator_left") rooms.set(room, "gone");
  }
  return rooms;
});

function last(fits: (notice: Notice) => boolean): Notice | undefined {
  return [...notices.value].reverse().find((notice) => fits(notice) && !isAsked(notice));
}

/** The newest private conversation that one did not ask for and that was not yet looked at. */
export const newestInvitation = computed(() => {
  const newest = last(({ kind }) => kind === "conversation");
  return newest?.room && !ended.value.has(newest.room) && isFresh(newest) && !seen(newest.id) ? newest : null;
});

/** Nobody is there, and since that was said nobody has come, and nobody has closed the case. */
export const nobodyYet = computed(() => {
  const newest = last(
    (notice) => ["nobody_yet", "conversation", "ended"].includes(notice.kind) && !isEarly(notice),
  );
  return newest?.kind === "nobody_yet" && isFresh(newest) && !seen(newest.id) ? newest : null;
});

/** An answer may come after days, and is told as long as it is kept. */
const ANSWER_FRESH = 30 * 24 * 60 * 60 * 1000;

/** What a person decided last about one's own words in a room, or about oneself, until one has taken note of it. */
export function newestDecision(room: string | null): Notice | null {
  const newest = last(
    (notice) => !seen(notice.id) && ((notice.room === room && isDecision(notice)) || isAboutOneself(notice)),
  );
  return newest && welcomed.value - newest.at < ANSWER_FRESH ? newest : null;
}

/** What has an end stands where one would write, as long as it holds. */
const isAboutOneself = ({ kind, code, lasts_s }: Notice): boolean =>
  ["note", "sanction_undone", "care", "aftercare", "paused"].includes(kind) ||
  (kind === "sanction" && lasts_s == null) ||
  ((kind === "appeal" || kind === "complaint") && code !== "received");

/** Messages about which one has said already that one does not agree. */
export const appealed = computed(
  () =>
    new Set(notices.value.flatMap(({ kind, message }) => (kind === "appeal" && message ? [message] : []))),
);

/** A removal without words is one's own. */
const isDecision = ({ kind, text }: Notice): boolean => kind === "declined" || (kind === "removed" && !!text);

/** Whoever reported something may come back days later, and wants to know all the same. */
const OUTCOME_FRESH = 7 * 24 * 60 * 60 * 1000;

/** What came of something one reported, until one has taken note of it. */
export const newestOutcome = computed(() => {
  const newest = last(({ kind, id }) => kind === "report" && !seen(id));
  return newest && welcomed.value - newest.at < OUTCOME_FRESH ? newest : null;
});

/** Cards are shown at once. Words of which a part was hidden are given back at once to an empty box, and only then:
 * later the box may be empty because its owner wants it so. */
effect(() => {
  const came = news.value;
  untracked(() => {
    for (const notice of came) if (isFresh(notice) && !seen(notice.id)) meet(notice);
  });
});

function meet({ id, kind, room, text, card, client_id }: Notice): void {
  if (kind === "card") offerCard({ name: card }, client_id, id);
  if (kind === "masked" && room && text) {
    // A message that is stored once more, after a back-up was restored, is told of once more.
    const words = `masked ${client_id}`;
    const draft = draftOf(room);
    if (!seen(words) && !draft.peek()) draft.value = text;
    markSeen(id, words);
  }
}
