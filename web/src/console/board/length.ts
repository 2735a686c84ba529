// A length of time, in words.

import { say } from "../../strings/console";

export function lengthInWords(seconds: number): string {
  if (seconds < 90) return say("length.s", { count: Math.round(seconds) });
  if (seconds < 90 * 60) return say("length.min", { count: Math.round(seconds / 60) });
  return say("length.h", { count: Math.round(seconds / 3600) });
}
