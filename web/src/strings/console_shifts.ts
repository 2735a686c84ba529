// Shifts: breaks, and the roster.

export const shiftWords = {
  "break.take": "Take a break",
  "break.until": "On a break until {time}",
  "break.how_long": "A break of how long?",
  "break.hands_back": {
    one: "You have a case: {names}. It is handed back, and climbs; whoever you talked with is told that you have gone.",
    other:
      "You have {count} cases: {names}. They are handed back, and climb; whoever you talked with is told that you have gone.",
  },
  "break.others": "Somebody else is on duty. You are off duty for so long.",
  "break.alone":
    "You are alone: for so long nobody is on duty. People see that, the stricter rules hold in the rooms, and whoever is on call is called for what is urgent.",
  "break.title": "You are on a break",
  "break.planned": "Planned until {time}. Nothing is offered to you meanwhile.",
  "break.over": "You planned it until {time}. It ends when you say so.",
  "break.says": "You are off duty as long as it lasts, however long that is.",
  "break.back": "Back on duty",

  "shifts.title": "Shifts",
  "shifts.says":
    "What is planned here, everybody can read as “planned”, in the rooms and at {link}. Whether somebody is there is told by who is on duty, and by nothing else.",
  "shifts.zone": "Times are by the clock of {zone}.",
  "shifts.nobody_to_call":
    "Nobody can be called outside this console here, so hours on call are shown to people as closed. Tell whoever looks after the server.",
  "shifts.weekly": "Every week",
  "shifts.single": "Single days",
  "shifts.single_says": "A single day takes the place of the weekly pattern, for the whole of that day.",
  "shifts.none": "Nothing is planned.",
  "shifts.line": "{begins} to {ends}: {what}",
  "shifts.next_day": "{time} on the next day",
  "shifts.staffed": "on duty",
  "shifts.on_call": "on call",
  "shifts.closed": "closed",
  "shifts.remove": "Take out",
  "shifts.remove_which": "Take out {which}",
  "shifts.add": "Plan a shift",
  "shifts.when": "When",
  "shifts.one_day": "On one day",
  "shifts.day": "Day",
  "shifts.begins": "From",
  "shifts.ends": "To",
  "shifts.what": "What",
  "shifts.who": "Who (only staff see this)",
  "shifts.anybody": "Nobody named",
  "shifts.incomplete": "Say the day, from when, and until when.",
  "shifts.lead_writes": "A lead writes the roster.",
} as const;
