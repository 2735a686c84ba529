// The words of the page where peers talk, in English. Plain, calm, honest; short enough for somebody who is frightened.

import { sayFrom } from "./catalogue";
import { everywhere } from "./everywhere";

export const peers = {
  "connection.connecting": "Connecting…",
  "connection.offline": "You are offline. What you write is kept and will be sent.",
  "connection.down": "The connection is interrupted. What you write is kept and will be sent.",
  "connection.reload": "Reload",

  "coverage.nobody_visitor":
    "No moderator is on duty now. If you need a person right away, “I need help now” has help lines.",
  "coverage.nobody":
    "No moderator is on duty now. You can still read and write. If you need a person right away, “I need help now” has help lines.",

  "coverage.hours": "When somebody is here",

  "directory.title": "The light is on. You can knock.",
  "directory.all_rooms": "All rooms",
  "directory.what":
    "A place to talk with people who have been through something like it, in small moderated rooms. You choose a name: no email, no phone number. It is not an emergency service.",
  "directory.join": "Choose a name and join",
  "directory.sign_in": "I have a name here",
  "directory.rooms": "Rooms",

  "audience.lived_experience": "For people who live with it",
  "audience.carers": "For those who care for someone",
  "audience.open": "Open to all",

  "room.demonstration": "Demonstration",
  "room.here": { one: "{count} person here", other: "{count} people here" },
  "room.here_nobody": "Nobody here just now",
  "room.here_alone": "Only you here",
  "room.as": "You are {alias}",
  "room.options": "Room options",
  "room.about": "About this room",
  "room.leave": "Leave this room",
  "room.leave_sure": "Leave? Nobody is told, no reason is needed, and you can come back.",
  "room.leave_yes": "Leave",
  "room.stay": "Stay",
  "room.log": "Messages",
  "room.empty": "It is quiet here. You can be the first to say something, or just sit for a while.",
  "room.older": "Show older messages",
  "room.new_messages": "New messages",
  "room.frozen": "A moderator has paused this room. You can still read.",
  "room.hold_all": "For now a moderator reads each message before the room sees it.",
  "room.slow_s": "Slow for now: one message in {count} seconds from each person.",
  "room.slow": {
    one: "Slow for now: one message a minute from each person.",
    other: "Slow for now: one message in {count} minutes from each person.",
  },
  "room.until": "Until {when}.",
  "room.gone_left": "You have left this room.",
  "room.gone_removal": "You cannot take part in this room at the moment.",
  "room.gone_closed": "This room has closed.",
  "room.not_mine": "You are not in this room, or not any more.",
  "room.announce": "{alias}: {text}",
  "room.announce_veiled": "A hard message from {alias}, covered.",
  "room.announce_many": { one: "{count} new message.", other: "{count} new messages." },

  "card.join": "Join this room",
  "card.open_room": "Go into the room",
  "card.demonstration": "This room is a demonstration: it shows how a room works.",
  "card.run_by": "Who runs it?",
  "card.trained": "How are they trained?",
  "card.when": "When?",
  "card.how_long": "For how long?",
  "card.how_many": "With how many people?",
  "card.expected": "What is expected of me?",
  "card.who_reads": "Who can read what I write?",
  "card.crisis": "What happens in a crisis?",
  "card.not_this": "What is this not?",
  "card.ask_host": "How can I ask the host something?",
  "card.kept": "How long are messages kept?",
  "card.account_days": {
    one: "It is for accounts that are at least {count} day old.",
    other: "It is for accounts that are at least {count} days old.",
  },
  "card.kept_days": {
    one: "Messages are kept for {count} day.",
    other: "Messages are kept for {count} days.",
  },
  "room.kept": { one: "kept for {count} day", other: "kept for {count} days" },
  "card.too_much": "Could hearing others be too much tonight?",
  "card.too_much_answer":
    "People bring heavy things here. You can read a little, sit quietly, leave at any moment, or come back another night. If you would rather talk with one person now, that is a good choice too.",
  "card.someone_now": "Who can I talk with now?",

  "join.title": "Come in",
  "join.title_room": "Come in: {room}",
  "join.short": "This takes less than a minute.",
  "join.have_name": "I have a name here",
  "join.name": "Choose a name",
  "join.name_hint": "This is how others see you. Leave your real name out of it.",
  "join.own_name": "Write my own",
  "join.own_name_label": "My own name for this place",
  "join.other_names": "Other names",
  "join.know": "Good to know before you write",
  "join.agree": "I have read this, and I agree",
  "join.age": "My age is in the range of this place: {range}",
  "join.submit": "Come in",
  "join.name_missing": "Choose one of the names, or write one.",
  "join.age_missing": "To take part, say that you are in the age range of this place.",
  "join.consent_missing": "Read the points above, and agree if you wish to take part.",
  "join.country_missing": "Choose a country from the list.",

  "sign_in.title": "Welcome back",
  "sign_in.passphrase_missing": "Write your passphrase.",
  "sign_in.submit": "Sign in",
  "sign_in.forgotten":
    "If the passphrase does not come back to you: nobody can send a new one, but you can come in with a new name.",
  "sign_in.recovery": "I have a passkey or recovery words",
  "sign_in.no_name": "I have no name here yet",

  "session.other_tab":
    "In another tab you came in as {name}, so this tab is signed out. Words that were not sent from here stay here.",

  "rooms.title": "Your rooms",
  "rooms.conversations": "Private conversations",
  "rooms.rooms": "Rooms",
  "rooms.none": "You are in no room yet. Look around first, there is no hurry.",
  "rooms.all": "All rooms",
  "rooms.choose": "Choose a room.",
  "rooms.new": "New",
  "rooms.ended": "ended",

  "message.you": "You",
  "message.moderator": "Moderator",
  "message.facilitator": "Facilitator",
  "message.options": "Options for this message",
  "message.options_for": "Options for {alias}",
  "message.mute": "Mute {alias}",
  "message.mute_hint": "You will not see their messages here. They are not told. “Your account” undoes it.",
  "message.delete": "Delete this message",
  "message.delete_sure":
    "Delete it for everyone? It cannot be brought back. For 7 days others can still report it: until then a sealed copy is kept, which nobody in the room can read.",
  "message.delete_yes": "Delete",
  "message.keep": "Keep it",
  "message.held": "Out of the room until a moderator has looked at it.",
  "message.removed": "This message was removed.",
  "message.deleted": "Deleted by its author.",
  "message.removed_yours": "A moderator removed this message.",
  "message.removed_because": "A moderator removed this message and says: {reason}",
  "message.released": "A moderator has read it. The room sees it now.",
  "message.released_unreviewed": "No moderator could read it in time. The room sees it now.",
  "message.released_because": "A moderator has read it, the room sees it now. They say: {reason}",
  "message.veiled": "A hard message. A moderator has been told.",
  "message.veiled_yours":
    "Others see “A hard message. A moderator has been told.” and open it only if they choose to.",
  "message.unveil": "Open the message",
  "message.veil": "Cover it again",
  "message.give_back": "Put my words back in the box",

  "report.message": "Report this message",
  "report.message_why": "Report this message: why?",
  "report.person_why": "Report {alias}: why?",
  "report.room_why": "Report this room: why?",
  "report.hint": "One tap, and a moderator looks. Nobody in the room learns that it was you.",
  "report.hurt": "Hurts or threatens",
  "report.sexual": "Sexual",
  "report.contact": "Asks for contact",
  "report.spam": "Advertising",
  "report.child": "A child in danger",
  "report.worried": "I am worried about them",
  "report.other": "Something else",
  "report.thanks": "Thank you. A moderator will look at this.",
  "report.again": "You have reported this already. It is with the moderators.",
  "report.nobody":
    "No moderator is on duty now, and we cannot say when one comes. The first who does sees it.",
  "report.told": "You are told here what came of it.",
  "report.note": "Add a few words",
  "report.note_label": "For the moderator, if you like",
  "report.note_send": "Add them",
  "report.note_added": "Added.",
  "report.about": "About what you reported:",
  "report.about_room": "About what you reported in {room}:",
  "report.outcome_removed": "a moderator removed it.",
  "report.outcome_acted": "a moderator has looked at it and acted.",
  "report.outcome_spoken": "a moderator spoke with them.",
  "report.outcome_nothing": "a moderator looked at it and found nothing against our rules.",
  "report.outcome_looked": "a moderator has looked at it.",
  "report.outcome_cared": "a moderator has looked after it. We tell no more, for their sake.",

  "masked.says": "We hid {what} from your message. The rest was sent.",
  "masked.in_the_box": "Your own words are in the box below, in case you want to say it another way.",
  "masked.phone": "the phone number",
  "masked.email": "the e-mail address",
  "masked.handle": "the user name",
  "masked.address": "the address",
  "masked.link": "the link",
  "masked.part": "a part",
  "masked.contact_why":
    "Contact details stay out of rooms, so that nobody can be found who does not want to be.",
  "masked.method_why": "It could have hurt somebody who reads it.",

  "held.waiting": "Waiting for a person: a moderator will read it before the room sees it.",
  "held.check_failed": "Our check did not work just now, so a person looks instead.",
  "held.doses":
    "Here people share their own experience, not doses. A pharmacist can answer questions about medicine.",
  "held.meeting": "Meeting outside is not arranged here.",
  "held.money": "Money and gifts stay out of this place; such messages are sometimes a fraud.",
  "held.off_platform": "Conversations stay here, where somebody can help if it goes wrong.",
  "held.by_moderator": "A moderator has taken this message out of the room while they look at it.",
  "held.paused": "Paused while a moderator checks.",
  "held.reported": "Out of the room until a moderator has looked at it. Nothing has been decided.",
  "held.doxxing": "It may tell who somebody is, or be a recording of others.",
  "held.encouragement": "It may read as encouraging somebody to harm themselves.",
  "held.harassment": "It may hurt somebody because of who they are.",
  "held.sexual": "Sexual content stays out of this place.",
  "held.spam": "It may be advertising or recruiting.",
  "held.next":
    "Next: it is waiting for a person. A moderator reads it before the room sees it, and you are told here. You can delete it, or press “I need help now” to talk with a moderator.",
  "held.show": "Show it",
  "held.declined": "A moderator read this and kept it from the room.",
  "held.declined_because": "A moderator read this and kept it from the room. They say: {reason}",

  "why.title": "Why was this stopped?",
  "why.rules": "It goes against the rules of this place.",
  "why.next_blocked":
    "Next: change your words and send them again. If you think this is a mistake, “I need help now” lets you talk with a moderator.",

  "category.doses": "Telling others what to take",
  "category.doxxing": "Telling who somebody is",
  "category.encouragement": "Encouraging harm",
  "category.harassment": "Words that hurt",
  "category.meeting": "Meeting outside",
  "category.method": "A way to harm oneself",
  "category.money": "Money and gifts",
  "category.off_platform": "Moving elsewhere",
  "category.pro_ed": "Tips about eating less",
  "category.sexual": "Sexual content",
  "category.spam": "Advertising or recruiting",
  "category.threat": "A threat to somebody",

  "nudge.diagnosing":
    "Only you see this: what you live with is yours to name. Others may not want to hear a diagnosis.",

  "unsent.sending": "Sending…",
  "unsent.waiting": "Kept here. It goes when the network is back.",
  "unsent.sent": "Sent",
  "unsent.kept_back": "Not sent.",
  "unsent.again": "Try again",
  "unsent.agree": "Read it",
  "unsent.discard": "Throw it away",

  "typing.one": "{alias} is typing",
  "typing.two": "{first} and {second} are typing",
  "typing.more": { other: "{count} people are typing" },

  "composer.label": "Your message",
  "composer.placeholder": "Write here",
  "composer.send": "Send",
  "composer.too_long": {
    one: "{count} character too many. Your words stay here; shorten them or split them.",
    other: "{count} characters too many. Your words stay here; shorten them or split them.",
  },
  "composer.checked":
    "A computer checks every message. If it sees danger, a trained moderator may read it. Not an emergency service.",
  "composer.more": "Who reads this?",
  "composer.who_reads":
    "Everyone in this room can read it. The computer understands English only, and not all of it: what is written in another language it mostly does not see. If you need a person, do not wait to be noticed: “I need help now” is at the top. Moderators read here when somebody asks them to, or when the computer sees danger, and every such look is recorded.",

  "conversation.who_reads":
    "Private: you and the moderators who look after you can read this, nobody else. Every look is recorded. A computer checks here, too. Messages are kept for 30 days, then deleted. Not an emergency service.",
  "conversation.empty": "Say as much or as little as you like.",
  "conversation.asked": "A moderator has been asked to come. You can write already.",
  "conversation.asked_nobody":
    "No moderator is on duty now, and we cannot say when one comes. What you write is kept for the first who does. If it cannot wait, “I need help now” has help lines.",
  "conversation.here": "A moderator is here.",
  "conversation.away":
    "A moderator has taken this on. They are not looking here at this moment; your words reach them.",
  "conversation.gone": "The moderator has gone. Another has been called. What you write is kept for them.",
  "conversation.gone_nobody":
    "The moderator has gone, no other is on duty now, and we cannot say when one comes. What you write is kept for the first who does. If it cannot wait, “I need help now” has help lines.",
  "conversation.invitation": "A moderator is here to talk with you privately.",
  "conversation.written": "A moderator has written to you privately.",
  "conversation.early":
    "There is a place where only you and a moderator can write. None is there yet, but you can write already.",
  "conversation.open_early": "Go there",
  "conversation.open": "Talk with them",
  "channel.title": "One-to-one",
  "channel.acts": "Pause, end or block",
  "channel.who_reads":
    "Only those in it read this, and a moderator where one of you reports it or it shows danger. It goes 7 days after its end.",
  "channel.over": "Nobody can write here now. “Pause, end or block” shows what you can do.",
  "conversation.ended": "This conversation has ended. You can ask for a moderator again at any time.",

  "nobody.title": "No moderator has come yet",
  "nobody.gone_title": "The moderator has gone",
  "nobody.gone":
    "No other has come so far. Your words are kept for the first who does. Please do not wait alone.",
  "nobody.two":
    "It has been two minutes. Your words are kept for the first moderator who comes. Please do not wait alone.",
  "nobody.ten":
    "It has been ten minutes. Your words are kept for the first moderator who comes. Please do not wait any longer for us.",

  "decided.undone": "A moderator has taken a decision about you back.",
  "care.asked": "Somebody asks to talk with you one-to-one.",
  "care.new": "A moderator has a question for you, or something to tell. It is at “Your account”.",
  "care.after":
    "Something hard was said here, and a moderator is with them. “I need help now” has somebody for you, too: a moderator, and help lines.",
  "decided.note": "A moderator writes to you: {reason}",
  "decided.upheld": "Somebody else has looked again, and it stays. They say: {reason}",
  "decided.overturned": "Somebody else has looked again, and has taken it back. They say: {reason}",

  "complain.answered": "About your complaint: {reason}",
} as const;

export const say = sayFrom({ ...everywhere, ...peers });
