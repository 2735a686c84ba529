// Times of a day, as minutes since its midnight.

import type { PlannedShift } from "../../generated/wire";

const DAY = 24 * 60;

/** "09:30" as minutes; null where it is no time. */
export function minutesOf(time: string): number | null {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(time) ?? [];
  const found = Number(hours) * 60 + Number(minutes);
  return hours === undefined || found >= DAY || Number(minutes) > 59 ? null : found;
}

/** Minutes as "09:30", whichever day that is; the end of the first one is "24:00". */
export function timeOfDay(minutes: number): string {
  if (minutes === DAY) return "24:00";
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}

/** When a shift ends that is written as from one time to another: at or before its beginning means the next day. */
export const endOf = (begins: number, ends: number): number => (ends > begins ? ends : ends + DAY);

export const isNextDay = ({ ends }: PlannedShift): boolean => ends > DAY;
