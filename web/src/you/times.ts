// The times that are offered for a follow-up, by the clock of whoever chooses.

import { timeOf } from "../strings/clock";
import { say } from "../strings/you";

export interface Choice {
  at: number;
  words: string;
}

const OFFERED: readonly [days: number, hour: number, words: (time: string) => string][] = [
  [0, 20, (time) => say("follow_up.tonight", { time })],
  [1, 9, (time) => say("follow_up.morning", { time })],
  [1, 19, (time) => say("follow_up.evening", { time })],
  [3, 18, (time) => say("follow_up.three_days", { time })],
];

/** What lies between `soonest` and `latest`: late in the evening there is no "this evening". */
export function choices(now: number, soonest: number, latest: number): Choice[] {
  return OFFERED.map(([days, hour, words]) => {
    const day = new Date(now);
    const at = new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, hour).getTime();
    return { at, words: words(timeOf(at)) };
  }).filter(({ at }) => soonest <= at && at <= latest);
}

/** A moment as a field for day and time has it. */
export function toField(at: number): string {
  const own = new Date(at);
  const local = new Date(at - own.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** The moment that such a field holds, or null. */
export function fromField(value: string): number | null {
  const at = new Date(value).getTime();
  return Number.isNaN(at) ? null : at;
}
