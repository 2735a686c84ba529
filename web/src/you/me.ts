// Who is signed in, as the page where people talk keeps it. That page says why a session has ended; this one goes there.

import { signal } from "@preact/signals";
import type { Me } from "../generated/wire";
import * as api from "../wire/api";
import { forgetEverything, forgetForGood, keeping, keepOnDevice } from "../wire/keeping";
import { section } from "./section";

function kept(): Me | null {
  const text = keeping.read("me");
  return text ? (JSON.parse(text) as Me) : null;
}

export const me = signal<Me | null>(kept());

export function setMe(to: Me): void {
  me.value = to;
  keeping.write("me", JSON.stringify(to));
}

/** After coming in on this page. */
export function enter(who: Me, keep: boolean): void {
  // What somebody else left in this tab is not sent in this person's name.
  if (keeping.read("owner") !== who.pseudonym) forgetEverything();
  keepOnDevice(keep);
  keeping.write("owner", who.pseudonym);
  setMe(who);
  keeping.write("view", JSON.stringify({ name: "rooms" }));
  section.value = null;
  toRooms();
}

/** Where one came from: the rooms, or the console (console/account.ts). */
export function toRooms(): void {
  const back = keeping.read("back");
  keeping.remove("back");
  location.replace(back ?? "/");
}

/** Look whether the session still holds, and is still this person's. */
export async function refresh(): Promise<void> {
  try {
    const now = await api.me();
    if (now.pseudonym === me.value?.pseudonym) setMe(now);
    else toRooms();
  } catch (error) {
    if (isOver(error)) toRooms();
  }
}

export const isOver = (error: unknown): boolean => error instanceof api.Refusal && error.status === 401;

/** Raises Unreachable: the session is still open then. */
export async function signOut(): Promise<void> {
  try {
    await api.signOut();
  } catch (error) {
    if (error instanceof api.Unreachable) throw error;
  }
  forgetForGood();
  toRooms();
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden && me.value) void refresh();
});
