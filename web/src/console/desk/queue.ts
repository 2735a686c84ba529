// The open cases, as the server last listed them. It is asked again at every bell, every beat, and when the network
// is back: a bell that is lost costs delay, never a case.

import { computed, signal } from "@preact/signals";
import type { CaseLine } from "../../generated/wire";
import { readCases } from "../api";
import { inWords } from "../in_words";
import { isAtDesk } from "./at_desk";
import { serverSays } from "./clock";
import { noteAliases } from "./conversations";
import { arrivals, nextCase } from "./next";
import { oneAtATime } from "./one_at_a_time";
import { barred, openId, seen, settleDoubt } from "./open_case";

export const lines = signal<readonly CaseLine[] | null>(null);
/** The newest case that came while this page was open. */
export const arrived = signal<CaseLine | null>(null);
/** In how many cases somebody outside the console was to be called, and could not be. */
export const notCalled = signal(0);
/** How many talks somebody whom one looks after has asked for. */
export const talksWaiting = signal(0);
/** Why the list on screen may be old. */
export const listTrouble = signal<string | null>(null);
export const next = computed(() =>
  nextCase(lines.value ?? [], { open: openId.value, seen: seen.value, barred: barred.value }),
);
/** Those that nobody else is there for, though one asked not to be given their topic. */
export const spared = computed(() => lines.value?.filter((line) => line.spared) ?? []);
export const own = computed(() => lines.value?.filter((line) => line.mine) ?? []);
export const waitingNow = computed(
  () => lines.value?.filter((line) => line.urgency === "now" && line.state === "open").length ?? 0,
);

export const refreshQueue = oneAtATime(async () => {
  try {
    const { cases, now, not_called, talks } = await readCases(isAtDesk());
    serverSays(now);
    const [newest] = arrivals(lines.value, cases);
    lines.value = cases;
    notCalled.value = not_called;
    talksWaiting.value = talks;
    noteAliases(cases);
    settleDoubt();
    if (newest) arrived.value = newest;
    listTrouble.value = null;
  } catch (error) {
    listTrouble.value = inWords(error);
  }
});

export function forgetQueue(): void {
  lines.value = null;
  arrived.value = null;
  notCalled.value = 0;
  talksWaiting.value = 0;
  listTrouble.value = null;
}
