// People whose messages one would rather not see. Only this browser knows: nobody else is told, and it can be undone.

import { signal } from "@preact/signals";
import { keeping } from "../wire/keeping";

export interface Muted {
  member_id: string;
  alias: string;
}

export const muted = signal<readonly Muted[]>(JSON.parse(keeping.read("muted") ?? "[]") as Muted[]);

function set(list: readonly Muted[]): void {
  muted.value = list;
  keeping.write("muted", JSON.stringify(list));
}

export const isMuted = (member_id: string): boolean => muted.value.some((one) => one.member_id === member_id);

export function mute(member_id: string, alias: string): void {
  if (!isMuted(member_id)) set([...muted.value, { member_id, alias }]);
}

export function forgetMuted(): void {
  muted.value = [];
}

export function unmute(member_id: string): void {
  set(muted.value.filter((one) => one.member_id !== member_id));
}
