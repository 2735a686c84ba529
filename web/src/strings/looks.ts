// The words of "who looked at my words", in English.

import { sayFrom } from "./catalogue";

export const looks = {
  "looks.title": "Who looked at your words",
  "looks.about": "When, in which role, and why",
  "looks.lead":
    "Staff read words that are not public only in a case: a report, danger, a question, an appeal. Each time is written down. Here you see who did, by their role and not by their name, and why.",
  "looks.later":
    "A look is listed some time after its case was closed, not at once: the more it could harm somebody, the later. So there may be looks that are not listed yet. What was said is never listed.",
  "looks.none": "Nothing is listed.",
  "looks.failed": "The list could not be read. Try again in a moment.",
  "looks.again": "Try again",
  "looks.hour": "{day}, in the hour from {hour}",
  "looks.read": "{who} read {what}.",
  "looks.read_in": "{who} read {what} in {room}.",
  "looks.reporter": "{who} looked up who made a report, and it was you.",
  "looks.figures":
    "Whoever runs this place had everybody’s messages counted by a program. It gives out figures only: nobody read them.",
  "looks.why": "Why: {why}.",

  "looks.moderator": "A moderator",
  "looks.lead_role": "A lead moderator",
  "looks.trustee": "A trustee, who is no moderator,",
  "looks.and": "{some} and {other}",

  "looks.message": "what you wrote",
  "looks.before": "what you had written before something else",
  "looks.conversation": "your private conversation with a moderator",
  "looks.to_staff": "what you wrote to us about a decision or a complaint",
  "looks.note": "the note in a report of yours",

  "looks.why_danger": "it sounded as if a life could be at risk",
  "looks.why_rule": "it touched a rule of the rooms",
  "looks.why_asked": "you asked for a moderator",
  "looks.why_reached_out": "a moderator wanted to talk with you",
  "looks.why_all_read": "for a while a moderator read all that was written there",
  "looks.why_appeal": "you did not agree with a decision",
  "looks.why_complaint": "you complained",
  "looks.why_worry": "somebody was worried about you",
  "looks.why_report": "something was reported",
  "looks.why_checked": "something had to be looked at with care",
  "looks.why_around": "to understand something else that was said there",
  "looks.why_my_report": "you reported something",
} as const;

export const say = sayFrom(looks);
