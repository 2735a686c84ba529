// What other shifts handed over, and nobody has said yet that they have read it.

import { computed, signal } from "@preact/signals";
import type { ShiftPack } from "../../generated/wire";
import { acknowledgePack, makePack, readPacks } from "../api_shifts";
import { inWords } from "../in_words";
import { may } from "../may";
import { duty } from "./duty";
import { oneAtATime } from "./one_at_a_time";

export const packs = signal<readonly ShiftPack[]>([]);
export const packTrouble = signal<string | null>(null);

const isUnread = (pack: ShiftPack) => pack.read == null;

/** To be read: by whoever is on duty, and by leads. */
export const toRead = computed(() =>
  duty.value?.on || may("roster.change") ? packs.value.filter((pack) => isUnread(pack) && !pack.mine) : [],
);

export const refreshPacks = oneAtATime(async () => {
  if (!may("shift.hand_over")) return;
  try {
    packs.value = (await readPacks()).packs;
  } catch {
    // it is asked for again at the next beat
  }
});

/** Whoever has read the first one says so. */
export async function acknowledgeFirst(): Promise<void> {
  const [first] = toRead.value;
  if (first) await acknowledge(first.id);
}

export async function acknowledge(id: string): Promise<void> {
  packTrouble.value = null;
  try {
    packs.value = (await acknowledgePack(id)).packs;
  } catch (error) {
    packTrouble.value = inWords(error);
  }
}

/** Throws what the API throws. */
export async function handOver(note: string): Promise<void> {
  packs.value = (await makePack(note.trim() ? { note } : {})).packs;
}

export function forgetPacks(): void {
  packs.value = [];
  packTrouble.value = null;
}
