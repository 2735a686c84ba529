// The roster as the server has it.

import { signal } from "@preact/signals";
import type { NewShift, Roster } from "../../generated/wire";
import { planShift, readRoster, unplanShift } from "../api_shifts";
import { inWords } from "../in_words";

export const roster = signal<Roster | null>(null);
export const rosterTrouble = signal<string | null>(null);

async function answered(question: Promise<Roster>): Promise<void> {
  rosterTrouble.value = null;
  try {
    roster.value = await question;
  } catch (error) {
    rosterTrouble.value = inWords(error);
  }
}

export const fetchRoster = () => answered(readRoster());
export const remove = (id: string) => answered(unplanShift(id));
/** Throws what the API throws. */
export async function add(wanted: NewShift): Promise<void> {
  roster.value = await planShift(wanted);
}
