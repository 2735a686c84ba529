// What was decided about the person who is signed in, and holds now. The server says; it ends by the server's clock.

import { computed, effect } from "@preact/signals";
import type { MyRoom, MySanction } from "../generated/wire";
import { me, refresh } from "./session";

const SOON = 30_000;
const DAY = 24 * 60 * 60 * 1000;

export const sanctions = computed((): readonly MySanction[] => me.value?.sanctions ?? []);
/** Those that keep one from writing, in one room or in all. */
const bars = computed(() => sanctions.value.filter(({ until }) => until != null));

/** What closes rooms, which one reads where one's rooms are. */
export const closing = computed(() => bars.value.filter(({ kind }) => kind !== "mute"));

const GRAVEST: readonly MySanction["kind"][] = ["suspension", "removal", "time_out", "mute"];

/** What keeps one from writing here. A conversation with a moderator stays open. */
export function barIn(room: MyRoom): MySanction | null {
  if (room.kind === "conversation") return null;
  const here = bars.value.filter((one) => !one.room || one.room === room.id);
  return here.sort((a, b) => GRAVEST.indexOf(a.kind) - GRAVEST.indexOf(b.kind))[0] ?? null;
}

/** When one ends, the server is asked how things stand; a phone's clock that runs ahead asks again. */
effect(() => {
  const ends = bars.value.map(({ until }) => until ?? 0);
  if (ends.length === 0) return;
  const wait = Math.min(...ends) - Date.now() + 500;
  const timer = setTimeout(() => void refresh(), wait > 0 ? Math.min(wait, DAY) : SOON);
  return () => clearTimeout(timer);
});
