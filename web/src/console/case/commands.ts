// What a key or a button sets going: an act is done at once, or asks first: for a reason, or whether one is sure.

import { signal } from "@preact/signals";
import type { Act, CaseView } from "../../generated/wire";
import { say } from "../../strings/console";
import { act, atHand, hint, joined, openCase, openId, shown } from "../desk/open_case";
import { next } from "../desk/queue";
import {
  type ActName,
  isHeld,
  isOnMessage,
  isReasoned,
  isSure,
  isTalking,
  type MessageActName,
  messageFor,
} from "./acts";
import { type Question, question, type ReasonQuestion, type SureQuestion } from "./question";
import { writeReason } from "./reasons";
import { actInWords } from "./words";

/** The conversation's field should have the focus, as soon as it is there. */
export const wantsToWrite = signal(false);

/** Where the act is not possible, nothing happens but a word on why: a key that does nothing leaves one guessing. */
export function begin(name: ActName, onMessage?: string): void {
  const view = shown.value;
  if (!view) return;
  hint.value = null;
  if (!view.acts.includes(name)) return explain(view, name);
  if (name === "close" && isHeld(view)) {
    hint.value = say("act.close_held");
    return;
  }
  if (name === "look_after_room" && !view.care?.hard) {
    hint.value = say("act.no_room_saw");
    return;
  }
  if (name === "ask_hand_over" && view.line.conversation == null) {
    hint.value = say("act.talk_first");
    return;
  }
  if (name === "converse") return void converse(view);
  const message = isOnMessage(name) ? (onMessage ?? messageOf(view, name)) : null;
  if (isOnMessage(name) && message === null) return explain(view, name);
  // A case that lapsed is taken anew in the middle of a reason: that goes on.
  if (name !== "take") question.value = null;
  if (isReasoned(name) || isSure(name)) question.value = { case: view.line.id, act: name, message };
  else void act(actOf(name, message));
}

/** The message that a key acts on. */
export const messageOf = (view: CaseView, name: MessageActName): string | null =>
  messageFor(view, name, { atHand: atHand.value, joined: joined.value?.message });

function explain(view: CaseView, name: ActName): void {
  const what = actInWords(name);
  const isFree = view.acts.includes("take");
  hint.value = isFree ? say("act.take_first", { act: what }) : say("act.not_now", { act: what });
}

async function converse(view: CaseView): Promise<void> {
  question.value = null;
  wantsToWrite.value = isTalking(view) || (await act({ act: "converse" }));
}

/** What an act says besides which it is. */
export type More = Pick<Act, "lasts_s" | "room" | "ground" | "tell_in_s">;

export async function confirm(asked: SureQuestion, more: More = {}): Promise<void> {
  const wanted = { ...actOf(asked.act, asked.message), ...more };
  if (openId.value !== asked.case || !(await act(wanted))) return;
  settle(asked);
}

export async function answer(asked: ReasonQuestion, reason: string, more: More = {}): Promise<void> {
  const wanted = { ...actOf(asked.act, asked.message), reason, ...more };
  if (openId.value !== asked.case || !(await act(wanted))) return;
  writeReason(asked, "");
  settle(asked);
}

/** On closing: a room that saw something hard is looked after first. Where nobody is known to have been there, that is
 * no reason not to close. */
export async function lookAfterAndAnswer(asked: ReasonQuestion, reason: string): Promise<void> {
  if (openId.value === asked.case) await act({ act: "look_after_room" });
  await answer(asked, reason);
}

/** It is done. Another may have been asked meanwhile, and goes on. */
function settle(asked: Question): void {
  if (question.value === asked) question.value = null;
}

export function cancel(): void {
  question.value = null;
}

const actOf = (name: ActName, message: string | null): Act => ({ act: name, ...(message && { message }) });

export async function openNext(): Promise<void> {
  if (next.value) await openCase(next.value.id);
}
