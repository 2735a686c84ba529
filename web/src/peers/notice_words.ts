// The server names what there is to say with a code from its policy; here is what is said. An operator may write codes
// of their own into the policy: what this page does not know is said in the plainest words that are true.

import { say } from "../strings/peers";

type Words = { readonly [code: string]: (() => string) | undefined };

/** Why a message waits for a person. */
const HELD: Words = {
  held_check_failed: () => say("held.check_failed"),
  held_doses: () => say("held.doses"),
  held_meeting: () => say("held.meeting"),
  held_money: () => say("held.money"),
  held_off_platform: () => say("held.off_platform"),
  held_by_moderator: () => say("held.by_moderator"),
  held_reported: () => say("held.reported"),
  paused_while_checked: () => say("held.paused"),
  rule_doxxing: () => say("held.doxxing"),
  rule_encouragement: () => say("held.encouragement"),
  rule_harassment: () => say("held.harassment"),
  rule_sexual: () => say("held.sexual"),
  rule_spam: () => say("held.spam"),
};

/** Quiet words about a message that went through. */
const NUDGE: Words = {
  nudge_diagnosing: () => say("nudge.diagnosing"),
};

/** What was found, by the server's category. Of danger to oneself the card speaks, and not a word for it. */
const CATEGORY: Words = {
  doxxing: () => say("category.doxxing"),
  dosing: () => say("category.doses"),
  encouragement: () => say("category.encouragement"),
  harassment: () => say("category.harassment"),
  hate: () => say("category.harassment"),
  stigma: () => say("category.harassment"),
  meeting: () => say("category.meeting"),
  method: () => say("category.method"),
  money: () => say("category.money"),
  off_platform: () => say("category.off_platform"),
  pro_ed: () => say("category.pro_ed"),
  recruiting: () => say("category.spam"),
  sexual: () => say("category.sexual"),
  sexual_explicit: () => say("category.sexual"),
  sexual_minor: () => say("category.sexual"),
  spam: () => say("category.spam"),
  threat: () => say("category.threat"),
};

/** What the server hides, by the kinds it names. */
const HIDDEN: Words = {
  phone: () => say("masked.phone"),
  email: () => say("masked.email"),
  handle: () => say("masked.handle"),
  address: () => say("masked.address"),
  link: () => say("masked.link"),
};

export const heldWords = (code: string | null): string | null => HELD[code ?? ""]?.() ?? null;
export const categoryWords = (category: string | null): string | null => CATEGORY[category ?? ""]?.() ?? null;
export const nudgeWords = (code: string | undefined): string | null => NUDGE[code ?? ""]?.() ?? null;

/** `kinds` is what the server hid, in one or more words. */
export function maskedWords(kinds: string | null): string {
  const named = (kinds ?? "").split(" ");
  const what = new Set(named.map((kind) => HIDDEN[kind]?.() ?? say("masked.part")));
  const why = named.includes("method") ? say("masked.method_why") : say("masked.contact_why");
  return `${say("masked.says", { what: [...what].join(", ") })} ${why}`;
}
