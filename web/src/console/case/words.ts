// A case's own words for what it holds: what it is about, what state a message is in, what was done.

import type { CaseLine, CaseView, Evidence } from "../../generated/wire";
import { say } from "../../strings/console";
import { language } from "../../strings/language";
import type { ActName } from "./acts";

const CATEGORIES: { readonly [category: string]: (() => string) | undefined } = {
  crisis: () => say("category.crisis"),
  self_harm: () => say("category.self_harm"),
  method: () => say("category.method"),
  distress: () => say("category.distress"),
  concern: () => say("category.concern"),
  threat: () => say("category.threat"),
  child: () => say("category.child"),
  disclosure_now: () => say("category.abuse_now"),
  disclosure_past: () => say("category.abuse_past"),
  contact: () => say("category.contact"),
  off_platform: () => say("category.off_platform"),
  secrecy: () => say("category.secrecy"),
  meeting: () => say("category.meeting"),
  money: () => say("category.money"),
  sexual: () => say("category.sexual"),
  sexual_minor: () => say("category.sexual_minor"),
  grooming: () => say("category.grooming"),
  dosing: () => say("category.dosing"),
  pro_ed: () => say("category.pro_ed"),
  harassment: () => say("category.harassment"),
  hate: () => say("category.hate"),
  stigma: () => say("category.stigma"),
  encouragement: () => say("category.encouragement"),
  doxxing: () => say("category.doxxing"),
  spam: () => say("category.spam"),
  recruiting: () => say("category.recruiting"),
  check_failed: () => say("category.check_failed"),
};

const KINDS: { readonly [Kind in CaseLine["kind"]]: () => string } = {
  danger: () => say("kind.danger"),
  boundary: () => say("kind.boundary"),
  asked: () => say("kind.asked"),
};

/** A category that this page does not know yet is still told, by its kind. */
export const whatItIs = ({ kind, category }: CaseLine): string => (CATEGORIES[category] ?? KINDS[kind])();

const URGENCIES: { readonly [Urgency in CaseLine["urgency"]]: () => string } = {
  now: () => say("urgency.now"),
  soon: () => say("urgency.soon"),
  later: () => say("urgency.later"),
};

export const urgencyInWords = (urgency: CaseLine["urgency"]): string => URGENCIES[urgency]();

const STATES: { readonly [State in NonNullable<Evidence["state"]>]: () => string } = {
  shown: () => say("state.shown"),
  held: () => say("state.held"),
  removed: () => say("state.removed"),
  declined: () => say("state.declined"),
  refused: () => say("state.refused"),
};

export const stateInWords = (state: NonNullable<Evidence["state"]>): string => STATES[state]();

export function holderInWords(line: CaseLine): string {
  if (line.state === "closed") return say("case.closed");
  if (line.mine) return say("case.mine");
  if (line.state === "open") return say("case.open");
  return line.taken_by ? say("case.taken", { name: line.taken_by }) : say("case.taken_by_somebody");
}

const ACTS: { readonly [Name in ActName]: () => string } = {
  take: () => say("act.take"),
  hand_back: () => say("act.hand_back"),
  converse: () => say("act.converse"),
  hold: () => say("act.hold"),
  release: () => say("act.release"),
  decline: () => say("act.decline"),
  remove: () => say("act.remove"),
  close: () => say("act.close"),
  reopen: () => say("act.reopen"),
};

export const actInWords = (name: ActName): string => ACTS[name]();

const DONE: { readonly [Name in ActName]: (alias: string) => string } = {
  take: () => say("done.take"),
  hand_back: () => say("done.hand_back"),
  converse: (alias) => say("done.converse", { alias }),
  hold: (alias) => say("done.hold", { alias }),
  release: () => say("done.release"),
  decline: (alias) => say("done.decline", { alias }),
  remove: (alias) => say("done.remove", { alias }),
  close: () => say("done.close"),
  reopen: () => say("done.reopen"),
};

/** What was done, and what the person is told. Coming into a conversation that was there before tells them nothing. */
export function doneInWords(name: ActName, { line, history }: CaseView): string {
  const { alias } = line;
  const times = history.filter(({ act }) => act === "converse").length;
  const wasThere = line.kind === "asked" || times > 1;
  return name === "converse" && wasThere ? say("done.converse_again", { alias }) : DONE[name](alias);
}

const PAST: { readonly [act: string]: (() => string) | undefined } = {
  take: () => say("history.take"),
  hand_back: () => say("history.hand_back"),
  converse: () => say("history.converse"),
  hold: () => say("history.hold"),
  release: () => say("history.release"),
  decline: () => say("history.decline"),
  remove: () => say("history.remove"),
  close: () => say("history.close"),
  reopen: () => say("history.reopen"),
};

/** What the history tells. An act this page does not know is told by its name. */
export const pastInWords = (act: string): string => PAST[act]?.() ?? act.replace(/_/g, " ");

const regions = new Intl.DisplayNames(language.tag, { type: "region" });

export function countryInWords(code: string): string {
  try {
    return regions.of(code) ?? code;
  } catch {
    return code;
  }
}
