// A case's own words for what it holds: what it is about, what state a message is in, what was done.

import type { Act, CaseLine, CaseView, Evidence, ReasonGiven } from "../../generated/wire";
import { say } from "../../strings/console";
import { language } from "../../strings/language";
import type { ActName } from "./acts";

const CATEGORIES: { readonly [category: string]: (() => string) | undefined } = {
  crisis: () => say("category.crisis"),
  second_reader: () => say("category.second_reader"),
  self_harm: () => say("category.self_harm"),
  method: () => say("category.method"),
  distress: () => say("category.distress"),
  concern: () => say("category.concern"),
  threat: () => say("category.threat"),
  child: () => say("category.child"),
  disclosure_now: () => say("category.abuse_now"),
  disclosure_past: () => say("category.abuse_past"),
  contact: () => say("category.contact"),
  reached_out: () => say("category.reached_out"),
  room_held: () => say("category.room_held"),
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
  approached: () => say("category.approached"),
  check_failed: () => say("category.check_failed"),
  reported: () => say("category.reported"),
};

const ABOUT: { readonly [about: string]: (() => string) | undefined } = {
  decision: () => say("complaint.decision"),
  inaction: () => say("complaint.inaction"),
  staff: () => say("complaint.staff"),
  trustee: () => say("complaint.trustee"),
  trustee_no_lead: () => say("complaint.trustee"),
  conduct: () => say("complaint.conduct"),
};

const KINDS: { readonly [Kind in CaseLine["kind"]]: () => string } = {
  danger: () => say("kind.danger"),
  boundary: () => say("kind.boundary"),
  asked: () => say("kind.asked"),
  appeal: () => say("kind.appeal"),
  complaint: () => say("kind.complaint"),
};

/** What the gravest levels of danger to oneself mean. Rules choose who looks; they do not know. */
const LEVELS: { readonly [level: number]: (() => string) | undefined } = {
  4: () => say("level.plan"),
  5: () => say("level.attempt"),
};
const LEVELLED = new Set(["crisis", "self_harm"]);

export const CATEGORY_NAMES: readonly string[] = Object.keys(CATEGORIES);
export const kindInWords = (kind: CaseLine["kind"]): string => KINDS[kind]();

export const categoryInWords = (category: string): string =>
  (CATEGORIES[category] ?? (() => category.replace(/_/g, " ")))();

/** A category that this page does not know yet is still told, by its kind. */
export function whatItIs({ kind, category, level, alias }: CaseLine): string {
  if (category === "follow_up") return say("follow_up.with", { alias });
  if (kind === "appeal") return say("appeal.title", { what: actInWords(category as ActName) });
  if (kind === "complaint")
    return say("complaint.title", { what: (ABOUT[category] ?? (() => say("complaint.other")))() });
  const what = (CATEGORIES[category] ?? KINDS[kind])();
  const degree = LEVELLED.has(category) && LEVELS[level ?? 0];
  return degree ? say("level.with", { what, degree: degree() }) : what;
}

const REASONS: { readonly [Reason in ReasonGiven["reason"]]: () => string } = {
  hurt: () => say("reports.hurt"),
  sexual: () => say("category.sexual"),
  contact: () => say("reports.contact"),
  spam: () => say("reports.spam"),
  child: () => say("category.child"),
  worried: () => say("reports.worried"),
  other: () => say("reports.other"),
  facilitator: () => say("reports.facilitator"),
};

/** Why somebody reported: what they say, and no finding. */
export const reasonInWords = (reason: ReasonGiven["reason"]): string => REASONS[reason]();

const URGENCIES: { readonly [Urgency in CaseLine["urgency"]]: () => string } = {
  now: () => say("urgency.now"),
  soon: () => say("urgency.soon"),
  later: () => say("urgency.later"),
};

export const urgencyInWords = (urgency: CaseLine["urgency"]): string => URGENCIES[urgency]();

const STATES: { readonly [State in NonNullable<Evidence["state"]>]: (item: Evidence) => string } = {
  shown: (item) => shownInWords(item),
  held: ({ seen }) => say(seen ? "state.held_seen" : "state.held"),
  removed: ({ seen, taken_back }) =>
    say(taken_back ? "state.taken_back" : seen ? "state.removed" : "state.removed_unseen"),
  declined: ({ seen }) => say(seen ? "state.declined_seen" : "state.declined"),
  refused: () => say("state.refused"),
  to_staff: () => say("state.to_staff"),
};

function shownInWords({ veiled, masked }: Evidence): string {
  if (veiled) return say(masked ? "state.veiled_masked" : "state.veiled");
  return say(masked ? "state.masked" : "state.shown");
}

/** What its room sees of a message, or that it was said where no room is. */
export function stateInWords(item: Evidence): string {
  const state = item.state ?? "shown";
  if (!item.private || state === "held") return STATES[state](item);
  return say(state === "shown" ? "state.private" : "state.private_gone");
}

/** How a held message will stand before its room once it is released. */
export function releasedInWords({ private: isPrivate, veiled, masked }: Evidence): string {
  if (isPrivate) return say("release.private");
  if (veiled) return say(masked ? "release.veiled_masked" : "release.veiled");
  return say(masked ? "release.masked" : "release.plain");
}

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
  nudge: () => say("act.nudge"),
  warning: () => say("act.warning"),
  mute: () => say("act.mute"),
  time_out: () => say("act.time_out"),
  removal: () => say("act.removal"),
  suspension: () => say("act.suspension"),
  undo: () => say("sanction.undo"),
  second: () => say("act.second"),
  note: () => say("act.note"),
  share: () => say("act.share"),
  uphold: () => say("act.uphold"),
  overturn: () => say("act.overturn"),
  answer: () => say("act.answer"),
  look_after_room: () => say("act.look_after_room"),
  offer_follow_up: () => say("act.offer_follow_up"),
  ask_hand_over: () => say("act.ask_hand_over"),
  hand_over: () => say("act.hand_over"),
  tell_hand_over: () => say("act.tell_hand_over"),
  open_pack: () => say("act.open_pack"),
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
  nudge: (alias) => say("done.told", { alias }),
  warning: (alias) => say("done.told", { alias }),
  mute: (alias) => say("done.sanction", { alias }),
  time_out: (alias) => say("done.sanction", { alias }),
  removal: (alias) => say("done.sanction", { alias }),
  suspension: (alias) => say("done.sanction", { alias }),
  undo: (alias) => say("done.undo", { alias }),
  second: (alias) => say("done.second", { alias }),
  note: () => say("done.note"),
  share: (alias) => say("done.told", { alias }),
  uphold: (alias) => say("done.answered", { alias }),
  overturn: (alias) => say("done.answered", { alias }),
  answer: (alias) => say("done.answered", { alias }),
  look_after_room: () => say("done.look_after_room"),
  offer_follow_up: (alias) => say("done.offer_follow_up", { alias }),
  ask_hand_over: (alias) => say("done.ask_hand_over", { alias }),
  hand_over: () => say("done.hand_over"),
  tell_hand_over: () => say("done.tell_hand_over"),
  open_pack: () => say("history.open_pack"),
};

/** What was done, and what the person is told. */
export function doneInWords({ act, message }: Act, { line, evidence }: CaseView): string {
  const item = evidence.find((one) => message && one.message === message);
  if (act === "release" && item?.veiled && !item.private) return say("done.release_veiled");
  return DONE[act](item?.by ?? line.alias);
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
  acknowledge: () => say("history.acknowledge"),
  nudge: () => say("history.nudge"),
  warning: () => say("history.warning"),
  mute: () => say("history.mute"),
  time_out: () => say("history.time_out"),
  removal: () => say("history.removal"),
  suspension: () => say("history.suspension"),
  undo: () => say("history.undo"),
  second: () => say("history.second"),
  note: () => say("history.note"),
  share: () => say("history.share"),
  uphold: () => say("history.uphold"),
  overturn: () => say("history.overturn"),
  answer: () => say("history.answer"),
  look_after_room: () => say("history.look_after_room"),
  offer_follow_up: () => say("history.offer_follow_up"),
  follow_up_due: () => say("history.follow_up_due"),
  ask_hand_over: () => say("history.ask_hand_over"),
  hand_over_yes: () => say("history.hand_over_yes"),
  hand_over_no: () => say("history.hand_over_no"),
  hand_over_withdrawn: () => say("history.hand_over_withdrawn"),
  hand_over: () => say("history.hand_over"),
  tell_hand_over: () => say("history.tell_hand_over"),
  told_hand_over: () => say("history.told_hand_over"),
  open_pack: () => say("history.open_pack"),
  lapse: () => say("history.lapse"),
  release_unreviewed: () => say("history.release_unreviewed"),
  hide: () => say("history.hide"),
  reach_out: () => say("history.reach_out"),
  hold_reported: () => say("history.hold_reported"),
  put_off: () => say("history.put_off"),
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

const UNITS = [
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
  [1, "second"],
] as const;

/** A length of time in the greatest unit that it is whole in. */
export function lengthInWords(seconds: number): string {
  const [size, unit] = UNITS.find(([one]) => seconds % one === 0 && seconds >= one) ?? [1, "second"];
  const count = Math.round(seconds / size);
  return new Intl.NumberFormat(language.tag, { style: "unit", unit, unitDisplay: "long" }).format(count);
}

/** Why a case holds none of anybody's words. */
export function noWordsIn({ kind, category }: CaseLine): string {
  if (category === "follow_up") return say("follow_up.no_words");
  if (kind === "asked") return say("evidence.none");
  return kind === "appeal" ? say("evidence.none_appeal") : say("evidence.none_kept");
}
