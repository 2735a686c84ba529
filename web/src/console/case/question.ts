// An act that waits for its reason, or to be confirmed. Through a reload it goes on waiting, as the words begun for it do.

import { effect, signal } from "@preact/signals";
import { keeping } from "../../wire/keeping";
import { isReasoned, type ReasonedActName, type SureActName } from "./acts";

export interface Question {
  case: string;
  act: ReasonedActName | SureActName;
  message: string | null;
}

export type ReasonQuestion = Question & { act: ReasonedActName };
export type SureQuestion = Question & { act: SureActName };

export const wantsReason = (asked: Question): asked is ReasonQuestion => isReasoned(asked.act);
export const wantsYes = (asked: Question): asked is SureQuestion => !isReasoned(asked.act);

const KEPT = "console.question";

function readKept(): Question | null {
  const text = keeping.read(KEPT);
  return text === null ? null : (JSON.parse(text) as Question);
}

export const question = signal<Question | null>(readKept());

effect(() => {
  if (question.value) keeping.write(KEPT, JSON.stringify(question.value));
  else keeping.remove(KEPT);
});
