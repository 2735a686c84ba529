// A look in plain words: when, who, what, why.

import type { Look } from "../generated/wire";
import { dayOf, timeOf } from "../strings/clock";
import { language } from "../strings/language";
import { say } from "../strings/looks";

const ROLES: { readonly [Role in Look["role"]]: () => string } = {
  moderator: () => say("looks.moderator"),
  lead: () => say("looks.lead_role"),
  trustee: () => say("looks.trustee"),
  operator: () => "",
};

type What = Exclude<Look["what"][number], "figures" | "reporter">;
const WHAT: { readonly [Kind in What]: () => string } = {
  message: () => say("looks.message"),
  before: () => say("looks.before"),
  conversation: () => say("looks.conversation"),
  to_staff: () => say("looks.to_staff"),
  note: () => say("looks.note"),
};

const WHY: { readonly [Why in Exclude<Look["why"], "figures">]: () => string } = {
  danger: () => say("looks.why_danger"),
  rule: () => say("looks.why_rule"),
  asked: () => say("looks.why_asked"),
  reached_out: () => say("looks.why_reached_out"),
  all_read: () => say("looks.why_all_read"),
  appeal: () => say("looks.why_appeal"),
  complaint: () => say("looks.why_complaint"),
  worry: () => say("looks.why_worry"),
  report: () => say("looks.why_report"),
  checked: () => say("looks.why_checked"),
  around: () => say("looks.why_around"),
  my_report: () => say("looks.why_my_report"),
};

/** A day is the server's: rounded by UTC, and said as it was rounded. */
const utcDay = new Intl.DateTimeFormat(language.tag, {
  weekday: "long",
  day: "numeric",
  month: "long",
  timeZone: "UTC",
});

export const whenInWords = ({ at, exact }: Look): string =>
  exact === "day" ? utcDay.format(at) : say("looks.hour", { day: dayOf(at), hour: timeOf(at) });

export function whatInWords({ role, what, room }: Look): string {
  const who = ROLES[role]();
  if (what.includes("figures")) return say("looks.figures");
  const read = what.filter((kind): kind is What => kind in WHAT).map((kind) => WHAT[kind]());
  if (read.length === 0) return say("looks.reporter", { who });
  const words = read.reduce((some, other) => say("looks.and", { some, other }));
  return room ? say("looks.read_in", { who, what: words, room }) : say("looks.read", { who, what: words });
}

export const whyInWords = ({ why }: Look): string | null =>
  why === "figures" ? null : say("looks.why", { why: WHY[why]() });
