// Everything of one's own about one-to-one, as the server last said it. Every act answers with all of it anew.

import { signal } from "@preact/signals";
import type { AskAnswer, ChannelAct, NewAsk, OneToOne, OneToOneSettings } from "../generated/wire";
import { say } from "../strings/one_to_one";
import { call, Refusal } from "../wire/api";
import { keeping } from "../wire/keeping";
import { isOver, toRooms } from "../you/me";

const HERE = "/api/one-to-one";

export const mine = signal<OneToOne | null>(null);
export const problem = signal<string | null>(null);

/** Which part of the page is shown; none: the first. Kept in this tab, and never in the address. */
export const section = signal<string | null>(keeping.read("one_to_one"));

section.subscribe((name) => {
  if (name) keeping.write("one_to_one", name);
  else keeping.remove("one_to_one");
});

async function now(asked: Promise<OneToOne>): Promise<boolean> {
  problem.value = null;
  try {
    mine.value = await asked;
    return true;
  } catch (error) {
    if (isOver(error)) toRooms();
    problem.value = error instanceof Refusal ? error.says : say("unreachable");
    return false;
  }
}

const id = encodeURIComponent;

export const read = () => now(call("GET", HERE));
export const set = (to: OneToOneSettings) => now(call("PUT", `${HERE}/settings`, to));
export const ask = (wanted: NewAsk) => now(call("POST", `${HERE}/asks`, wanted));
export const answer = (ask: string, act: AskAnswer["act"]) =>
  now(call("PUT", `${HERE}/asks/${id(ask)}`, { act }));
export const act = (channel: string, act: ChannelAct["act"]) =>
  now(call("POST", `${HERE}/channels/${id(channel)}/acts`, { act }));
export const keepApart = (member: string, why: "block" | "known") =>
  now(call("POST", `${HERE}/apart`, { member, why }));
export const lift = (apart: string) => now(call("DELETE", `${HERE}/apart/${id(apart)}`));

/** To the page where people talk, with this channel open. */
export function talk(channel: string): void {
  keeping.write("view", JSON.stringify({ name: "room", id: channel }));
  toRooms();
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) void read();
});
