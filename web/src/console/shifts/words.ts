// A shift in words.

import type { PlannedShift } from "../../generated/wire";
import { dayOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { language } from "../../strings/language";
import { isNextDay, timeOfDay } from "./times";

export const WHAT = {
  staffed: "shifts.staffed",
  on_call: "shifts.on_call",
  closed: "shifts.closed",
} as const;

const MONDAY = new Date(2024, 0, 1);

/** Monday is 0. */
export function weekdayOf(number: number): string {
  const day = new Date(MONDAY.getFullYear(), MONDAY.getMonth(), MONDAY.getDate() + number);
  return new Intl.DateTimeFormat(language.tag, { weekday: "long" }).format(day);
}

export const dayInWords = ({ day, weekday }: PlannedShift): string =>
  day ? dayOf(Date.parse(`${day}T12:00`)) : weekdayOf(weekday ?? 0);

export function inWords(shift: PlannedShift): string {
  const ends = timeOfDay(shift.ends);
  return say("shifts.line", {
    begins: timeOfDay(shift.begins),
    ends: isNextDay(shift) ? say("shifts.next_day", { time: ends }) : ends,
    what: say(WHAT[shift.what]),
  });
}

/** Why a case is in a pack. */
export const WHY = {
  risk: "pack.risk",
  follow_up: "pack.follow_up",
  second: "pack.second",
  other: "pack.other",
} as const;
