// What one says of the rules at a piece of evidence: this one was wrong here, this should have been found.

import { signal } from "@preact/signals";
import type { Evidence, Labels, LabelWanted, Marked } from "../../generated/wire";
import { say } from "../../strings/console";
import { giveLabel, readLabels } from "../api_quality";
import { atHand, hint, shown, trouble } from "../desk/open_case";
import { inWords } from "../in_words";
import { may } from "../may";

/** The piece of evidence of which one says something, and what one has said. */
export const labelling = signal<{ evidence: string; said: Labels } | null>(null);

/** Each rule that matched, once, in its own plain words. */
export function rulesOf({ marks }: Pick<Evidence, "marks">): Marked[] {
  const byRule = new Map(marks.map((mark) => [mark.rule, mark]));
  return [...byRule.values()];
}

export const canLabel = ({ id, text }: Evidence): boolean => id != null && text !== "" && may("rule.label");

export async function openLabels(item: Evidence): Promise<void> {
  if (item.id != null) await ask(item.id, () => readLabels(item.id as string));
}

export async function give(evidence: string, wanted: LabelWanted): Promise<void> {
  await ask(evidence, () => giveLabel(evidence, wanted));
}

async function ask(evidence: string, question: () => Promise<Labels>): Promise<void> {
  trouble.value = null;
  try {
    labelling.value = { evidence, said: await question() };
  } catch (error) {
    trouble.value = inWords(error);
  }
}

/** The key: where one rule alone matched the message at hand, it was wrong; where several did, one is asked which. */
export function sayWrong(): void {
  const item = itemAtHand();
  if (!item?.id) {
    hint.value = say("labels.no_words");
    return;
  }
  const [rule, ...others] = rulesOf(item);
  if (rule && others.length === 0) void give(item.id, { verdict: "wrong", rule: rule.rule });
  else void openLabels(item);
}

function itemAtHand(): Evidence | undefined {
  const items = (shown.value?.evidence ?? []).filter(canLabel);
  return items.find(({ message }) => message != null && message === atHand.value) ?? items[items.length - 1];
}
