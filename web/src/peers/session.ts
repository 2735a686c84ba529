// Who is signed in here. It is kept in this tab only, unless one said "keep on this device": another tab, or the next
// person at this computer, begins as nobody.

import { computed, effect, signal, untracked } from "@preact/signals";
import type { Me, MyRoom } from "../generated/wire";
import { say } from "../strings/peers";
import * as api from "../wire/api";
import { forgetEverything, keeping, keepOnDevice } from "../wire/keeping";
import { card } from "./card";
import { forgetDrafts } from "./draft";
import { chooseCountry } from "./helplines";
import { forgetWhatWasSaid, hangUp, outbox, personal, socket } from "./line";
import { forgetMuted } from "./muted";
import { forgetSeen } from "./seen";
import { go, view } from "./view";

export const me = signal<Me | null>(kept());

/** Why the session ended, when it was not its owner who ended it. */
export const endedBecause = signal<string | null>(null);

function kept(): Me | null {
  const text = keeping.read("me");
  return text ? (JSON.parse(text) as Me) : null;
}

export function setMe(to: Me | null): void {
  me.value = to;
  if (to) keeping.write("me", JSON.stringify(to));
  else keeping.remove("me");
}

export const roomById = computed(() => new Map(me.value?.rooms.map((room) => [room.id, room])));

export function addRoom(room: MyRoom): void {
  const now = me.value;
  if (now && !now.rooms.some((other) => other.id === room.id)) setMe({ ...now, rooms: [...now.rooms, room] });
}

export function dropRoom(id: string): void {
  const now = me.value;
  if (now) setMe({ ...now, rooms: now.rooms.filter((room) => room.id !== id) });
}

/** Who was signed in last in this tab. */
export const lastHere = (): string => keeping.read("owner") ?? "";

/** After registering or signing in. */
export function enter(who: Me, keep: boolean): void {
  // What somebody else left unsent in this tab is not sent in this person's name.
  if (lastHere() && lastHere() !== who.pseudonym) forgetWords();
  keepOnDevice(keep);
  keeping.write("owner", who.pseudonym);
  endedBecause.value = null;
  if (who.roles.includes("unproven")) {
    setMe(who);
    return location.replace("/console"); // where staff give their second proof
  }
  begin(who);
}

function begin(who: Me): void {
  setMe(who);
  chooseCountry(who.country);
  socket.start();
}

function forgetWords(): void {
  outbox.forget();
  forgetDrafts();
  forgetSeen();
  forgetMuted();
  forgetWhatWasSaid();
  card.value = null;
}

/** At the start of the page: go on as whoever was here, and look whether that still holds. */
export function resume(): void {
  if (!me.value) return;
  begin(me.value);
  void refresh();
}

export async function refresh(): Promise<void> {
  try {
    const now = await api.me();
    if (!isSomebodyElse(now.pseudonym)) setMe(now);
  } catch (error) {
    if (error instanceof api.Refusal && error.status === 401) sessionEnded(error.says);
  }
}

/** All tabs of a browser share one session. When another tab has come in as somebody else, this one stops before it
 * says its own person's words in that name. */
function isSomebodyElse(pseudonym: string): boolean {
  if (!me.value || me.value.pseudonym === pseudonym) return false;
  sessionEnded(say("session.other_tab", { name: pseudonym }));
  return true;
}

function sessionEnded(says: string): void {
  const mine = me.value;
  if (!mine) return;
  me.value = null;
  if (kept()?.pseudonym === mine.pseudonym) keeping.remove("me"); // on a shared device it may be the other tab's
  hangUp();
  endedBecause.value = says;
  go({ name: "sign_in", slug: null });
}

effect(() => {
  const { value: state } = socket.state;
  if (state.kind === "over" && state.ending.again === "sign_in")
    untracked(() => {
      if (state.ending.code === "4010") {
        forgetWords();
        forgetEverything();
      }
      sessionEnded(state.ending.says);
    });
  if (state.kind === "live") untracked(() => isSomebodyElse(state.welcome.pseudonym));
});

document.addEventListener("visibilitychange", () => {
  if (!document.hidden && me.value) void refresh();
});

/** The list of one's rooms changed somewhere: another tab, another device, a moderator who opened a conversation. */
let newestChange = 0;
effect(() => {
  const changes = personal.value.entries.filter(({ kind }) =>
    ["joined", "left", "conversation", "ended", "sanction", "sanction_undone", "appeal"].includes(kind),
  );
  const newest = changes.reduce((most, notice) => Math.max(most, notice.changed), 0);
  if (newest > newestChange && me.peek()) void refresh();
  newestChange = newest;
});

/** A screen that needs somebody signed in shows the directory to nobody. */
effect(() => {
  const name = view.value.name;
  if (!me.value && (name === "rooms" || name === "room")) go({ name: "directory" });
});
