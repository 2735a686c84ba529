// The words of "one-to-one", in English. Neutral throughout: nobody is told who ended something, or why.

import { sayFrom } from "./catalogue";
import { everywhere } from "./everywhere";

export const oneToOne = {
  "one.title": "One-to-one",
  "one.lead":
    "Talk with one person alone. You ask with four answers and no message; the other accepts, or lets it pass. Either of you can pause, end or block at any time.",
  "one.who_reads":
    "Only the two of you read it. A computer checks every message, as in rooms. A moderator reads a part of it only where one of you reports it or it shows danger, and every look is recorded. Seven days after its end it is deleted, unless both of you keep it. What you delete can still be reported for seven days.",
  "one.who_reads_title": "Who may read it, and when",
  "one.failed": "This could not be fetched.",
  "one.youth":
    "You said that you are younger than the age this place is for, so one-to-one is not open to you. You have done nothing wrong. “I need help now” has services for young people, and a moderator will talk with you.",

  "asked.title": "Somebody asks you",
  "asked.who": "{alias}, in {room}",
  "asked.accept": "Accept",
  "asked.let_pass": "Let it pass",
  "asked.quiet": "If you let it pass, nobody is told. It is over by {when}.",
  "asking.title": "You have asked",
  "asking.waits":
    "It waits until {when}. If nothing comes by then, it is over, and that says nothing about you.",
  "asking.withdraw": "Take it back",

  "channels.title": "Your conversations",
  "channels.none": "None yet.",
  "channels.with": "With {alias}",
  "channels.gone": "With somebody who has gone",
  "channels.as": "You are {alias} there.",
  "channels.open": "Open",
  "channels.read": "Read it",
  "state.open": "Open.",
  "state.paused": "Paused. Nobody can write for now.",
  "state.ended": "It has ended. It is deleted on {when}.",
  "state.kept": "It has ended, and you both keep it.",
  "mine.pause": "You have paused it.",
  "mine.keep": "You would keep it. It is kept if the other wants that, too.",
  "mine.again": "You would talk again. It goes on if the other wants that, too.",
  "act.pause": "Pause",
  "act.resume": "Go on",
  "act.end": "End",
  "act.block": "Block",
  "act.keep": "Keep it",
  "act.let_go": "No longer keep it",
  "act.again": "Talk again",
  "act.about": "{act}: {alias}",
  "act.block_hint":
    "Blocking ends it and covers every name the other has here. They are not told. You can take it back under “People you are kept apart from”.",

  "ask.title": "Ask somebody",
  "ask.about": "Somebody of a room you are in, who is open to it",
  "ask.nobody": "Nobody in your rooms has said yet that they may be asked.",
  "ask.whom": "Whom?",
  "ask.in": "{alias}, in {room}",
  "ask.topic": "About what?",
  "ask.want": "Listen, or share?",
  "ask.avoid": "What should be left out?",
  "ask.minutes": "About how long?",
  "ask.minutes_of": "{count} minutes",
  "ask.send": "Ask",
  "ask.choose": "Choose one.",
  "answers.all": "{topic}. {want}. About {minutes} minutes.",
  "answers.avoid": "To be left out: {avoid}.",

  "settings.title": "Being asked, and your names",
  "settings.about": "Whether others may ask you; another name in each room",
  "settings.may_be_asked": "People of my rooms may ask me",
  "settings.may_be_asked_hint": "Off until you turn it on. At most three wait for your answer at a time.",
  "settings.other_names": "Another name in each room I join from now on",
  "settings.other_names_hint":
    "Others cannot tell that they are all you. A moderator can, through a case. In rooms that you are in already your name stays.",
  "settings.saved": "Saved.",

  "apart.title": "People you are kept apart from",
  "apart.about": "Blocked, or known from elsewhere",
  "apart.none": "Nobody.",
  "apart.why": "It covers every name they have here, and they are not told.",
  "apart.block": "{alias}: blocked",
  "apart.known": "{alias}: you know each other",
  "apart.lift": "Take it back: {alias}",
  "apart.somebody": "Keep me apart from",
  "apart.do_block": "Block",
  "apart.do_known": "We know each other",
} as const;

export const say = sayFrom({ ...everywhere, ...oneToOne });
