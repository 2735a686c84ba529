// An act that waits for its reason. Through a reload it goes on waiting, as the words begun for it do.

import { effect, signal } from "@preact/signals";
import { keeping } from "../../wire/keeping";
import type { ReasonedActName } from "./acts";

export interface Question {
  case: string;
  act: ReasonedActName;
  message: string | null;
}

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
