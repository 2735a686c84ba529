// Whether one is on duty. It has to be said again at every beat: a closed laptop does not count as somebody there.

import { computed, signal } from "@preact/signals";
import type { DutyView } from "../../generated/wire";
import { say } from "../../strings/console";
import { Refusal } from "../../wire/api";
import { readDuty, sayDuty, takeBreak } from "../api";
import { inWords } from "../in_words";
import { session } from "../session";
import { oneAtATime } from "./one_at_a_time";

export const duty = signal<DutyView | null>(null);
export const dutyTrouble = signal<string | null>(null);

/** What one wishes: on duty, off, or a break of so many minutes; until one has said it, it is as the server has it (from
 * before a reload). */
export const dutyWanted = signal<boolean | number | null>(null);
/** Whether somebody relies on it that one is on duty: one has said so, or still counts as there. */
export const dutyMatters = computed(() => dutyWanted.value === true || duty.value?.on === true);

/** Until when one planned to be on a break, where one is on one. */
export const breakUntil = computed(() => duty.value?.break_until ?? null);

/** The other tabs of this browser: one that is left open must not put somebody on duty who has just gone off. Null: they
 * ask the server. */
const otherTabs = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("porchlight.duty");

/** A trustee is not on duty for the rooms. */
export const canBeOnDuty = computed(
  () => session.value.kind === "moderator" && session.value.me.may.includes("duty.change"),
);

export const renewDuty = oneAtATime(async () => {
  if (!canBeOnDuty.value) return;
  const asked = dutyWanted.value;
  try {
    const answer =
      asked === null
        ? await readDuty()
        : await (typeof asked === "number" ? takeBreak(asked) : sayDuty(asked));
    duty.value = answer;
    dutyTrouble.value = null;
    if (asked === null) dutyWanted.value ??= answer.on || null;
    else if (asked !== true && dutyWanted.value === asked) dutyWanted.value = null; // said once, that is enough
  } catch (error) {
    if (typeof asked === "number" && error instanceof Refusal) dutyWanted.value = null; // not on duty any more
    // It is said again at the next beat, so there is nothing to look after, as after other acts.
    dutyTrouble.value = error instanceof Refusal ? inWords(error) : say("trouble.no_server");
  }
});

export async function setDuty(on: boolean): Promise<void> {
  dutyWanted.value = on;
  otherTabs?.postMessage(on);
  await renewDuty();
}

export async function beginBreak(minutes: number): Promise<void> {
  dutyWanted.value = minutes;
  await renewDuty();
  otherTabs?.postMessage(null);
}

if (otherTabs)
  otherTabs.onmessage = (event: MessageEvent<boolean | null>) => {
    if (duty.value === null) return; // nobody sits at that desk
    dutyWanted.value = event.data;
    void renewDuty();
  };

export function forgetDuty(): void {
  dutyWanted.value = null;
  duty.value = null;
  dutyTrouble.value = null;
}
