// What a moderator offers or asks, besides talking: a follow-up, a hand-over to professionals.

export const care = {
  "care.title": "Follow-up and hand-over",
  "care.about": "A time to talk again, and whether others may read what happened",
  "care.none": "Nothing waits for you here.",
  "care.failed": "It could not be read. Try again in a moment.",
  "care.again": "Try again",

  "follow_up.title": "Shall a moderator ask you again how you are?",
  "follow_up.offered":
    "A moderator can come back to you at a time that suits you: you choose it, or say no thank you.",
  "follow_up.lead":
    "They come to the conversation you had, and can read what was said there: you need not say it again. You can choose another time, or say no, at any time.",
  "follow_up.chosen": "A moderator comes to you {when}. You find them among your conversations.",
  "follow_up.declined": "You said no thank you. You can still choose a time, if you want to.",
  "follow_up.tonight": "This evening, {time}",
  "follow_up.morning": "Tomorrow morning, {time}",
  "follow_up.evening": "Tomorrow evening, {time}",
  "follow_up.three_days": "In three days, {time}",
  "follow_up.own": "Another time",
  "follow_up.own_hint": "By your own clock. Only the moment is stored, not where you are.",
  "follow_up.choose": "Choose this time",
  "follow_up.pick": "Choose a day and a time.",
  "follow_up.no": "No thank you",
  "follow_up.cancel": "I do not want it any more",
  "follow_up.urgent": "You need not wait for it: “I need help now” is there at any hour.",

  "hand_over.title": "May others read what happened?",
  "hand_over.asks": "A moderator asks whether what happened may be handed over. To whom, and why: {words}",
  "hand_over.to": "To whom, and why: {words}",
  "hand_over.see": "This, and nothing else, would be handed over:",
  "hand_over.was": "This can be handed over, and nothing else:",
  "hand_over.no_consequence":
    "You decide. If you say no, nothing follows from it: you are helped here as before. If you say yes, you can take it back; what has been given out by then cannot be called back.",
  "hand_over.yes": "Yes, hand it over",
  "hand_over.no": "No",
  "hand_over.said_yes": "You said yes.",
  "hand_over.said_no": "You said no. Nothing is handed over.",
  "hand_over.withdraw": "Take my yes back",
  "hand_over.withdrawn":
    "You took your yes back. Nothing more is handed over; what was given out before cannot be called back.",
  "hand_over.over": "The case was closed before you answered. Nothing is handed over.",
  "hand_over.told": "What happened was handed over without asking you",
  "hand_over.life": "A lead moderator decided so, because they saw serious danger to life.",
  "hand_over.another":
    "A lead moderator decided so, because they saw serious danger to a child or to somebody else.",
  "hand_over.court": "A lead moderator decided so, because a court had ordered it.",
  "hand_over.object":
    "If you think that this was wrong: “Decisions and complaints” brings it before a trustee, who is no moderator. You can also ask a moderator about it.",
} as const;
