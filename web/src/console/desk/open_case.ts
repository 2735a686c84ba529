// The case on screen: opened, kept, acted on. Answers may come in another order than they were asked for,
// so each question has a turn, and an answer that is older than what is shown is left out.

import { batch, computed, signal } from "@preact/signals";
import type { Act, CaseView, Evidence } from "../../generated/wire";
import { say } from "../../strings/console";
import { Refusal } from "../../wire/api";
import { keeping } from "../../wire/keeping";
import { carryOut, readCase } from "../api";
import { undoOf } from "../case/acts";
import { withBefore } from "../case/before";
import { inWords } from "../in_words";

/** What has just been done, and the act that undoes it. */
export interface Outcome {
  done: Act;
  undo: Act | null;
}

const KEPT = "console.case";

export const shown = signal<CaseView | null>(null);
export const openId = computed(() => shown.value?.line.id ?? null);
/** An act, or the opening of a case, is under way. */
export const busy = signal(false);
export const outcome = signal<Outcome | null>(null);
export const trouble = signal<string | null>(null);
/** Why a key did nothing: said as long as the case offers what it offered then. */
export const hint = signal<string | null>(null);
/** The newest message that joined the case since it was opened, until it has been looked at. */
export const joined = signal<Evidence | null>(null);
/** The same, for who hears it: not taken back once it is in view. */
export const heard = signal<Evidence | null>(null);
/** The message that keys act on, where they can: it does not change under one's hands. */
export const atHand = signal<string | null>(null);
/** Cases that have been on screen, the last one last. */
export const seen = signal<readonly string[]>([]);
/** Until when the case that one has just left stays one's own. */
export const staysUntil = signal<number | null>(null);
/** Cases one cannot take oneself, as the server said when they were opened. */
export const barred = signal<ReadonlySet<string>>(new Set());

/** Nobody knows whether the last act arrived. */
let inDoubt = false;

/** The server answers again, and what is on screen is what it says. */
export function settleDoubt(): void {
  if (inDoubt) trouble.value = null;
  inDoubt = false;
}

const isDoubtful = (error: unknown): boolean => !(error instanceof Refusal);

let turns = 0;
let newest = 0;

async function ask(id: string, question: () => Promise<CaseView>): Promise<boolean> {
  const turn = ++turns;
  const view = await question();
  if (turn < newest || openId.value !== id) return false; // one may have left the case meanwhile
  newest = turn;
  const old = shown.value;
  batch(() => {
    if (old && view.evidence.length > old.evidence.length)
      joined.value = heard.value = view.evidence[view.evidence.length - 1] ?? null;
    if (old?.acts.join() !== view.acts.join()) hint.value = null;
    shown.value = withBefore(old, view);
  });
  return true;
}

/** It was one's own, and without one's doing it is not any more. */
function tellOfLoss(before: CaseView | null): void {
  const line = shown.value?.line;
  if (!before?.line.mine || !line || line.id !== before.line.id || line.mine || line.state === "closed")
    return;
  outcome.value = null;
  trouble.value = line.taken_by ? say("case.taken_over", { name: line.taken_by }) : say("case.lapsed");
}

/** Look again, without a word where there is no answer: the list says so. What an act answers is newer than any look
 * that was begun meanwhile, so nobody looks while one is under way. */
export async function refreshCase(): Promise<void> {
  const id = openId.value;
  if (id === null || busy.value) return;
  const before = shown.value;
  try {
    if (!(await ask(id, () => readCase(id, false)))) return;
    settleDoubt();
    tellOfLoss(before);
  } catch (error) {
    if (error instanceof Refusal) trouble.value = inWords(error);
  }
}

const newestOf = ({ evidence }: CaseView): string | null =>
  [...evidence].reverse().find(({ message }) => message)?.message ?? null;

export async function openCase(id: string): Promise<void> {
  if (busy.value) return;
  busy.value = true;
  trouble.value = null;
  inDoubt = false;
  const turn = ++turns;
  try {
    const view = await readCase(id, false);
    batch(() => {
      newest = turn;
      outcome.value = null;
      staysUntil.value = null;
      hint.value = null;
      joined.value = heard.value = null;
      atHand.value = newestOf(view);
      seen.value = [...seen.value.filter((other) => other !== id), id];
      shown.value = view;
    });
    keeping.write(KEPT, id);
  } catch (error) {
    if (error instanceof Refusal && error.code === "conflict_of_interest")
      barred.value = new Set([...barred.value, id]);
    if (error instanceof Refusal) keeping.remove(KEPT);
    trouble.value = inWords(error);
    inDoubt = isDoubtful(error);
  } finally {
    busy.value = false;
  }
}

/** The case that a link names, as whoever was called outside the browser has it; after a reload, the one that was on
 * screen. */
export async function reopenKept(): Promise<void> {
  const linked = new URLSearchParams(location.hash.slice(1)).get("case");
  if (linked !== null) history.replaceState(null, "", location.pathname);
  const id = linked ?? keeping.read(KEPT);
  if (id !== null) await openCase(id);
}

export function leaveCase(): void {
  const left = shown.value;
  if (left === null) return;
  keeping.remove(KEPT);
  batch(() => {
    staysUntil.value = left.line.mine ? (left.lease_until ?? null) : null;
    shown.value = null;
    outcome.value = null;
    trouble.value = hint.value = null;
    joined.value = heard.value = null;
  });
}

/** The messages that came before. The server records who asked. */
export async function showBefore(): Promise<void> {
  const id = openId.value;
  if (id === null || busy.value) return;
  trouble.value = null;
  try {
    await ask(id, () => readCase(id, true));
  } catch (error) {
    trouble.value = inWords(error);
  }
}

/** Whether it was done. */
export async function act(wanted: Act): Promise<boolean> {
  const id = openId.value;
  if (id === null || busy.value) return false;
  busy.value = true;
  outcome.value = null;
  trouble.value = hint.value = null;
  inDoubt = false;
  let done = false;
  let doubtful = false;
  try {
    if (await ask(id, () => carryOut(id, wanted)))
      outcome.value = { done: wanted, undo: undoOf(wanted, shown.value) };
    if (shown.value?.line.state === "closed") keeping.remove(KEPT);
    done = true;
  } catch (error) {
    trouble.value = inWords(error);
    doubtful = isDoubtful(error);
  }
  busy.value = false;
  // What is on screen was older than the case, or nobody knows whether the act arrived.
  if (!done) await refreshCase();
  inDoubt = doubtful;
  return done;
}

export async function undo(): Promise<void> {
  const back = outcome.value?.undo;
  if (back) await act(back);
}

export function forgetCase(): void {
  batch(() => {
    shown.value = null;
    outcome.value = null;
    trouble.value = hint.value = null;
    staysUntil.value = null;
    joined.value = heard.value = null;
    atHand.value = null;
    seen.value = [];
    barred.value = new Set();
  });
}
