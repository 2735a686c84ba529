// The words of "your account", in English.

import { sayFrom } from "./catalogue";
import { everywhere } from "./everywhere";

export const you = {
  "device.title": "This device",
  "device.about": "What is kept here, and leaving quickly",
  "device.keep": "Keep my drafts, settings and what I sent in the last day on this device",
  "device.keep_hint":
    "Off: they are gone when this tab is closed. How long you stay signed in was chosen when you signed in.",
  "device.exit_does":
    "“Quick exit” blanks this page in every tab, signs you out, deletes what is kept here, and goes to an encyclopedia. The tab is called “Notes” throughout.",
  "device.exit_cannot":
    "It cannot hide that this site was visited: the browser’s history, the network’s owner, or a program that watches this device may show it. A private window leaves less behind. Without a network it ends your session on the server only when this page is next opened: until then it keeps the one word “exit” here.",
  "device.shift_thrice": "Pressing Shift three times does the same",
  "agreement.title": "Taking back my agreement",
  "agreement.about": "Stopping, and what becomes of your words",
  "agreement.how":
    "You can stop at any time, without giving a reason: delete messages of yours, leave your rooms, sign out. What is left of yours goes when the room’s days are over.",
  "agreement.erase":
    "There is no button yet that erases an account. If you want yours erased, tell a moderator (“I need help now”, then “Talk with a moderator”): they pass it on to those who run this place.",

  "decisions.title": "Decisions and complaints",
  "decisions.about": "What was decided about you, and saying that you do not agree",
  "decisions.none": "Nothing has been decided about you that holds now.",

  "complain.title": "Complain",
  "complain.lead":
    "A trustee reads it and answers within 14 days. Moderators do not see it. It does not change how you are treated.",
  "complain.about": "About",
  "complain.decision": "A decision",
  "complain.inaction": "Nothing was done",
  "complain.staff": "Somebody who works here",
  "complain.other": "Something else",
  "complain.words": "What happened?",
  "complain.send": "Send the complaint",
  "complain.sent": "It has arrived. The answer comes to the page with your rooms, by {day} at the latest.",

  "muted.title": "Muted people",
  "muted.about": "Whose messages you do not see",
  "muted.none": "Nobody.",
  "muted.unmute": "Unmute {alias}",
  "you.sign_out": "Sign out",
  "you.sign_out_hint": "Drafts and messages that are not sent yet are deleted from this device.",
  "you.sign_out_failed":
    "The server does not answer, so you are still signed in. Try again, or use “Quick exit”.",
} as const;

export const say = sayFrom({ ...everywhere, ...you });
