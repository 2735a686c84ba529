// The ready answers of this place, read when they are first wanted.

import { signal } from "@preact/signals";
import type { ReadyAnswer, ReadyAnswers } from "../../generated/wire";
import { readAnswers } from "../api_quality";

export type Where = "talk" | "decision";

export const answers = signal<readonly ReadyAnswer[] | null>(null);

export function keepAnswers(found: ReadyAnswers): void {
  answers.value = found.answers;
}

export async function loadAnswers(): Promise<void> {
  keepAnswers(await readAnswers());
}

export const offeredIn = (all: readonly ReadyAnswer[], where: Where): ReadyAnswer[] =>
  all.filter(({ offered }) => offered === where || offered === "both");
