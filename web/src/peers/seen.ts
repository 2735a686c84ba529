// Which notices a person has dealt with: a card that was closed, a bar that was followed, words given back.
// A notice comes again after a reload, since the personal log is read anew; it is not put before them twice.

import { signal } from "@preact/signals";
import { keeping } from "../wire/keeping";

const MOST = 300;

function read(): readonly string[] {
  return JSON.parse(keeping.read("seen") ?? "[]") as string[];
}

const ids = signal<readonly string[]>(read());

export const seen = (id: string): boolean => ids.value.includes(id);

export function markSeen(...more: readonly (string | null | undefined)[]): void {
  const fresh = more.filter((id): id is string => typeof id === "string" && !ids.peek().includes(id));
  if (fresh.length === 0) return;
  ids.value = [...ids.peek(), ...fresh].slice(-MOST);
  keeping.write("seen", JSON.stringify(ids.peek()));
}

export function forgetSeen(): void {
  ids.value = [];
}
