// What can be said of what, in the order in which it is offered. What follows from each, the server decides.

import type { Report } from "../generated/wire";

export type What = "message" | "member" | "room";

export const WORDS = {
  hurt: "report.hurt",
  sexual: "report.sexual",
  contact: "report.contact",
  spam: "report.spam",
  child: "report.child",
  other: "report.other",
  worried: "report.worried",
} as const satisfies { [Reason in Report["reason"]]: string };

/** One worries about somebody, not about a room. */
export const reasonsFor = (what: What): Report["reason"][] =>
  (Object.keys(WORDS) as Report["reason"][]).filter((reason) => what !== "room" || reason !== "worried");
