// Deadlines in words. Never more time than there is: what is left is rounded down.

import { say } from "../../strings/console";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Seconds are told in steps, so that the words stand still long enough to be read. */
const STEP = 5;

function span(length: number): string {
  if (length < MINUTE) return say("span.seconds", { count: Math.floor(length / SECOND / STEP) * STEP });
  if (length < HOUR) return say("span.minutes", { count: Math.floor(length / MINUTE) });
  if (length < DAY) return say("span.hours", { count: Math.floor(length / HOUR) });
  return say("span.days", { count: Math.floor(length / DAY) });
}

export function deadlineInWords(due: number, now: number): string {
  const left = due - now;
  if (Math.abs(left) < STEP * SECOND) return say("deadline.at_once");
  return left > 0 ? say("deadline.in", { span: span(left) }) : say("deadline.late", { span: span(-left) });
}
