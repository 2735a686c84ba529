// What is done for the person of a case besides it, and for the room: a follow-up, a hand-over, aftercare.

export const careWords = {
  "care.title": "For {alias}, and for the room",
  "act.look_after_room": "Look after the room",
  "act.offer_follow_up": "Offer a follow-up",
  "act.ask_hand_over": "Ask to hand over to professionals",
  "act.hand_over": "Hand over without asking",
  "act.tell_hand_over": "Say when they are told",
  "act.open_pack": "Open the hand-over pack",
  "act.no_room_saw": "No room saw a hard message of this case: there is nobody to look after.",
  "act.talk_first":
    "Open the private conversation first, and ask them there. They answer on their own screen.",

  "aftercare.title": "Look after the room?",
  "aftercare.who":
    "Told is whoever has the room open now, and whoever wrote in it since shortly before. Never the author, and nobody twice in a day.",
  "aftercare.preview": "This is what they will see",
  "aftercare.too": "Look after the room, too",

  "follow_up.title": "Offer a follow-up?",
  "follow_up.with": "Follow-up with {alias}",
  "follow_up.is_one": "The time has come that {alias} chose to be asked again how they are.",
  "follow_up.no_words": "They chose this time to be asked again how they are. No message is in question.",
  "follow_up.earlier": "Open the earlier case",
  "follow_up.gone":
    "The earlier case has been deleted, as was promised. What is left is in the conversation.",
  "follow_up.is_offered": "Follow-up: offered. {alias} has not chosen a time yet.",
  "follow_up.is_chosen": "Follow-up: {alias} chose {when}.",
  "follow_up.is_declined": "Follow-up: {alias} said no thank you.",
  "follow_up.came": "Follow-up: it was due {when}.",

  "hand_over.whom": "To whom, and why? {alias} reads it",
  "hand_over.whom_said": "To whom, and why: {words}",
  "hand_over.no_is_fine":
    "They see the whole pack first. A no has no consequence for them, and is kept with the case.",
  "hand_over.ground": "Why without asking?",
  "hand_over.life": "Serious danger to life",
  "hand_over.another": "Serious danger to a child or to somebody else",
  "hand_over.court": "A court has ordered it",
  "hand_over.when": "When is it safe that {alias} is told?",
  "hand_over.later": "I say so later, before the case is closed",
  "hand_over.now": "Now",
  "hand_over.in": "In {length}",
  "hand_over.keep": "Save it as a file",
  "hand_over.is_asked": "Hand-over: {alias} was asked, and has not answered yet.",
  "hand_over.is_yes": "Hand-over: {alias} said yes.",
  "hand_over.is_no": "Hand-over: {alias} said no.",
  "hand_over.is_withdrawn": "Hand-over: {alias} took their yes back. Nothing more may be given out.",
  "hand_over.is_over": "Hand-over: the case was closed before {alias} answered.",
  "hand_over.is_untold":
    "Handed over without asking. {alias} does not know: a lead has still to say when they are told.",
  "hand_over.is_timed": "Handed over without asking. {alias} is told {when}.",
  "hand_over.is_told": "Handed over without asking. {alias} was told {when}.",

  "done.look_after_room": "Whoever is known to have been there is told.",
  "done.offer_follow_up": "Offered. {alias} chooses a time, or says no thank you.",
  "done.ask_hand_over": "Asked. {alias} sees the pack, and answers on their own screen.",
  "done.hand_over": "Decided. The pack can be opened, and each opening is recorded.",
  "done.tell_hand_over": "Noted. They are told at that time.",

  "history.look_after_room": "looked after the room",
  "history.offer_follow_up": "offered a follow-up",
  "history.follow_up_due": "brought up the follow-up: the time they chose has come",
  "history.ask_hand_over": "asked whether the case may be handed over",
  "history.hand_over_yes": "said yes to the hand-over",
  "history.hand_over_no": "said no to the hand-over",
  "history.hand_over_withdrawn": "took the yes to the hand-over back",
  "history.hand_over": "decided to hand over without asking",
  "history.tell_hand_over": "said when the person is told of the hand-over",
  "history.told_hand_over": "told the person of the hand-over",
  "history.open_pack": "opened the hand-over pack",
} as const;
