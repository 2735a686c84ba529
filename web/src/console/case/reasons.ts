// What one has begun to write as a reason. It is kept until the act is done, through a reload too.

import { keeping } from "../../wire/keeping";
import type { ReasonQuestion } from "./question";

const key = (asked: ReasonQuestion) => `reason.${asked.case}.${asked.act}.${asked.message ?? ""}`;

export const readReason = (asked: ReasonQuestion): string => keeping.read(key(asked)) ?? "";

export function writeReason(asked: ReasonQuestion, text: string): void {
  if (text) keeping.write(key(asked), text);
  else keeping.remove(key(asked));
}

/** A ready phrase goes into an empty field, or after what is there. */
export const withPhrase = (text: string, phrase: string): string =>
  text.trim() ? `${text.trimEnd()} ${phrase}` : phrase;
