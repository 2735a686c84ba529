// The desk: the bar on top, the next case, the other cases, the keys.

export const deskWords = {
  "console.title": "Console",
  "console.title_now": "{count} now · Console",

  "duty.on": "On duty",
  "duty.count": { one: "{count} moderator on duty", other: "{count} moderators on duty" },
  "duty.nobody": "Nobody is on duty",
  "duty.hint": "You are off duty. Go on duty when you can answer: people see whether somebody is there.",
  "duty.off_with_cases": {
    one: "You are off duty and still have {count} case.",
    other: "You are off duty and still have {count} cases.",
  },
  "duty.trouble": "Not confirmed that you are on duty, tried again every 20 s. {says}",
  "duty.trouble_off": "You may still count as on duty, tried again every 20 s. {says}",

  "line.live": "Live",
  "line.waiting": "Reconnecting. New cases are looked for every 20 s.",
  "line.none": "No connection. What is on screen may be old.",
  "line.reload": "Reload the page",

  "bar.keys": "Keys",
  "bar.help": "Help for me",
  "bar.sign_out": "Sign out",
  "bar.leaving": {
    one: "You have a case: {names}. Signing out hands it back; whoever you talked with is told that you have gone. Words you have begun are deleted.",
    other:
      "You have {count} cases: {names}. Signing out hands them back; whoever you talked with is told that you have gone. Words you have begun are deleted.",
  },
  "bar.leave": "Hand back and sign out",
  "bar.stay": "Stay",
  "bar.still_there":
    "Are you still there? Without a key or a movement your cases go back to the others in two minutes.",
  "bar.away": "Nobody seems to be at this desk, so your cases are not kept any longer.",
  "bar.not_called": {
    one: "Nobody outside this console could be called about {count} case that waits. Take it, and tell whoever looks after the server.",
    other:
      "Nobody outside this console could be called about {count} cases that wait. Take them, and tell whoever looks after the server.",
  },
  "bar.sign_out_failed": "You are still signed in: the server does not answer.",

  "urgency.now": "Now",
  "urgency.soon": "Soon",
  "urgency.later": "Later",
  "deadline.in": "due in {span}",
  "deadline.late": "{span} late",
  "deadline.at_once": "due now",
  "span.seconds": "{count} s",
  "span.minutes": "{count} min",
  "span.hours": "{count} h",
  "span.days": { one: "{count} day", other: "{count} days" },

  "next.title": "The next case",
  "next.open": "Open the next case",
  "next.more_urgent": "More urgent than this one.",
  "next.begun": "You have begun it.",
  "next.none": "Nothing is waiting",
  "next.none_for_you": "Nothing is waiting for you",
  "next.none_says":
    "A new case shows here by itself. Keep this page where you can see it, or its tab, which counts what cannot wait. A sound can be turned on: More, Looking after myself.",
  "next.all_taken": "Every open case is with a moderator.",
  "next.arrived": "A case is waiting: {urgency}, {what}.",

  "others.title": "Other open cases",
  "others.none": "No others.",
  "others.yours": "you have it",
  "others.taken": "{name} has it",
  "others.lead": "a lead is asked for",
  "others.barred": "somebody else has to take it",
  "others.spared": "a topic you are spared",
  "others.not_sent": "Not sent",
  "others.unread_from": "{alias} has written.",
  "others.unread": "New words",

  "keys.title": "Keys",
  "keys.on": "Use single keys",
  "keys.says": "They are off while you write; Esc leaves a field.",
  "keys.close": "Close",
  "keys.send": "Send the message",
  "keys.line": "New line in a message",
  "keys.escape": "Leave a field, cancel a question",
  "keys.ctrl_k": "Ctrl+K",
  "keys.enter": "Enter",
  "keys.shift_enter": "Shift+Enter",
  "keys.esc": "Esc",
  "keys.this": "Show these keys",
} as const;
