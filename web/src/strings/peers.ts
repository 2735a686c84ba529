// The peers' words, in English. Plain, calm, honest; short enough for somebody who is frightened.

import { sayFrom } from "./catalogue";

export const peers = {
  "app.name": "Porchlight",
  moment: "One moment…",
  again: "Try again",
  not_now: "Not now",
  automatic: "Automatic",
  unreachable: "The server does not answer. Nothing you wrote is lost.",
  unreachable_form: "The server does not answer. What you filled in is still here; try again in a moment.",

  "top.back": "Back",
  "top.exit": "Quick exit",
  "top.help": "I need help now",

  "connection.connecting": "Connecting…",
  "connection.offline": "You are offline. What you write is kept and will be sent.",
  "connection.down": "The connection is interrupted. What you write is kept and will be sent.",
  "connection.reload": "Reload",

  "coverage.staffed": "A moderator is on duty now.",
  "coverage.nobody_visitor":
    "No moderator is on duty now. If you need a person right away, “I need help now” has help lines.",
  "coverage.nobody":
    "No moderator is on duty now. You can still read and write. If you need a person right away, “I need help now” has help lines.",

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
  "room.gone_left": "You have left this room.",
  "room.gone_banned": "You cannot take part in this room at the moment.",
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
  "card.kept_days": {
    one: "Messages are kept for {count} day.",
    other: "Messages are kept for {count} days.",
  },
  "card.too_much": "Could hearing others be too much tonight?",
  "card.too_much_answer":
    "People bring heavy things here. You can read a little, sit quietly, leave at any moment, or come back another night. If you would rather talk with one person now, that is a good choice too.",
  "card.someone_now": "Who can I talk with now?",

  "form.passphrase": "Passphrase",
  "form.passphrase_hint":
    "Three or four words that do not belong together. Nobody can send you a new one, so choose words you will remember.",
  "form.show": "Show",
  "form.hide": "Hide",
  "form.the_passphrase": " the passphrase",
  "form.country": "Country",
  "form.choose_country": "Choose a country",
  "form.keep": "Keep me signed in on this device",
  "form.keep_hint":
    "Leave this off if others use this phone or computer. Then nothing stays here when you close this tab.",

  "join.title": "Come in",
  "join.title_room": "Come in: {room}",
  "join.short": "This takes less than a minute.",
  "join.have_name": "I have a name here",
  "join.name": "Choose a name",
  "join.name_hint": "This is how others see you. Leave your real name out of it.",
  "join.own_name": "Write my own",
  "join.own_name_label": "My own name for this place",
  "join.other_names": "Other names",
  "join.country_hint":
    "So that help lines near you are at hand. Other people here do not see it; a moderator who helps you does.",
  "join.know": "Good to know before you write",
  "join.agree": "I have read this, and I agree",
  "join.age": "My age is in the range of this place: {range}",
  "join.submit": "Come in",
  "join.name_missing": "Choose one of the names, or write one.",
  "join.passphrase_missing": "Write a passphrase: three or four words.",
  "join.age_missing": "To take part, say that you are in the age range of this place.",
  "join.consent_missing": "Read the points above, and agree if you wish to take part.",
  "join.country_missing": "Choose a country from the list.",

  "sign_in.title": "Welcome back",
  "sign_in.name": "Your name here",
  "sign_in.name_missing": "Write the name that you have here.",
  "sign_in.passphrase_missing": "Write your passphrase.",
  "sign_in.submit": "Sign in",
  "sign_in.forgotten":
    "If the passphrase does not come back to you: nobody can send a new one, but you can come in with a new name.",
  "sign_in.no_name": "I have no name here yet",

  "session.other_tab":
    "In another tab you came in as {name}, so this tab is signed out. Words that were not sent from here stay here.",

  "rooms.title": "Your rooms",
  "rooms.you_are": "You are {name}.",
  "rooms.conversations": "Private conversations",
  "rooms.rooms": "Rooms",
  "rooms.none": "You are in no room yet. Look around first, there is no hurry.",
  "rooms.all": "All rooms",
  "rooms.choose": "Choose a room.",
  "rooms.new": "New",
  "rooms.ended": "ended",

  "message.you": "You",
  "message.moderator": "Moderator",
  "message.options": "Options for this message",
  "message.options_for": "Options for {alias}",
  "message.mute": "Mute {alias}",
  "message.mute_hint": "You will not see their messages here. They are not told. Settings undo it.",
  "message.delete": "Delete this message",
  "message.delete_sure":
    "Delete it for everyone? It cannot be brought back. For 7 days others can still report it: until then a sealed copy is kept, which nobody in the room can read.",
  "message.delete_yes": "Delete",
  "message.keep": "Keep it",
  "message.held": "A moderator is looking at this message.",
  "message.removed": "This message was removed.",
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
  "report.hint":
    "One tap, and a moderator looks. Nobody in the room is told, and they do not learn that it was you.",
  "report.hurt": "Hurts or threatens somebody",
  "report.sexual": "Sexual",
  "report.contact": "Asks for contact or to meet",
  "report.spam": "Advertising",
  "report.child": "A child may be in danger",
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
  "composer.checked": "A computer checks every message. If it sees danger, a trained moderator may read it.",
  "composer.more": "Who reads this?",
  "composer.who_reads":
    "Everyone in this room can read it. The computer understands English only, and not all of it: what is written in another language it mostly does not see. If you need a person, do not wait to be noticed: “I need help now” is at the top. Moderators read here when somebody asks them to, or when the computer sees danger, and every such look is recorded.",

  "conversation.who_reads":
    "Private: you and the moderators who look after you can read this, nobody else. Every look is recorded. Messages here are kept for 30 days, then deleted.",
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
  "conversation.open": "Talk with them",
  "conversation.ended": "This conversation has ended. You can ask for a moderator again at any time.",

  "help.title": "Help, now",
  "help.choose":
    "Choose where you are, and the numbers appear. If your country is not there, call the emergency number you know.",
  "help.emergency": "If a life is in danger now:",
  "help.no_emergency": "No emergency number is recorded here for {country}. Please call the one you know.",
  "help.services": "Someone to talk with",
  "help.none":
    "We have no help line for {country} on our list yet. A search for “help line {country}” may find one.",
  "help.none_elsewhere":
    "We have no help line for where you are on our list yet, and we are sorry. A search for “help line” with the name of your country may find one. Somebody near you, a friend, a neighbour or a doctor, can help you look.",
  "help.missing": "The help lines could not be fetched. The plain page below may still work.",
  "help.here": "Here, with a moderator",
  "help.nobody":
    "No moderator is on duty now, and we cannot say when one comes. You can write all the same: it is kept for the first who does.",
  "help.nobody_visitor": "No moderator is on duty now, and we cannot say when one comes.",
  "help.ask_moderator": "Talk with a moderator",
  "help.ask_unreachable": "The server does not answer. Please try again, or call one of the lines above.",
  "help.join_first":
    "To talk with a moderator here, choose a name first. It takes less than a minute and needs no email.",
  "help.join": "Choose a name",
  "help.plain_page": "All countries on one plain page",

  "service.call": "Call {number}",
  "service.text": "Text {number}",
  "service.text_word": "Text {word} to {number}",
  "service.whatsapp": "WhatsApp: {number}",
  "service.chat": "Chat online: {place}",
  "service.chat_limited": "chat not at all hours",
  "service.open_now": "open now: {when}, {place} time",
  "service.closed_now": "closed now: {when}, {place} time",
  "service.always": "day and night",
  "service.phone_always": "by phone day and night",
  "service.for_all": "for everyone",
  "service.for": "for {audience}",
  "service.if_nobody": "If nobody answers, try:",
  "service.unconfirmed_short": "not yet confirmed",
  "service.unconfirmed": "Not yet confirmed by this service’s operator.",
  "service.few":
    "For {country} this is all we know. If you do not get through, a search for “help line {country}” may find more.",

  "cards.emergency_title": "Please let a person be with you now",
  "cards.emergency": "We are glad you said it. If calling is too much, ask someone near you to call.",
  "cards.where_are_you": "We do not know where you are, and we cannot send help unless you tell us.",
  "cards.moderator_coming": "A moderator is on duty, and it is on their screen now.",
  "cards.moderator_there":
    "A moderator is on duty and can see it. “Talk with a moderator” asks them to come to you.",
  "cards.crisis_title": "You do not have to be alone with this",
  "cards.crisis": "What you wrote sounds very hard to carry.",
  "cards.crisis_lines": "These people listen. You do not need to know what to say.",
  "cards.youth_title": "Thank you for saying it",
  "cards.youth": "Every child deserves to be safe, and no child is to blame.",
  "cards.youth_lines": "These people listen. You can ask them what can be done.",
  "cards.limits":
    "Where a child is at risk, a moderator will read this and may have to pass it on to protect the child.",
  "cards.nobody_on_duty": "No moderator is on duty right now. The first who comes will see what you wrote.",
  "cards.nobody_held":
    "No moderator is on duty right now. Your message is kept, and one will read it before the room sees it. You did nothing wrong.",
  "cards.held":
    "Your message waits for a person: a moderator will read it before the room sees it. It is kept, and you did nothing wrong.",
  "cards.abuse_title": "It is not your fault",
  "cards.abuse":
    "Nobody has the right to hurt you. You decide what comes next. If somebody comes in, “Quick exit” is at the top.",
  "cards.abuse_lines": "These people listen. You can ask them who helps with this near you.",
  "cards.warm_title": "Thank you for saying how it is",
  "cards.warm": "It sounds heavy. You are welcome here as you are.",
  "cards.warm_lines": "If it would help to talk with one person, these listen.",
  "cards.helper_title": "Thank you for looking out for them",
  "cards.helper": "You do not have to carry this alone, and you may step back at any time.",
  "cards.helper_lines": "You can call about somebody else, too.",
  "cards.services_title": "Who you can turn to",
  "cards.services": "We keep no list of therapists or clinics. A doctor’s practice can often name some.",
  "cards.services_lines": "If you would like to talk with somebody meanwhile:",
  "cards.options_title": "Want some options?",
  "cards.options": "Stay and write, or read for a while.",
  "cards.options_lines": "And if you would like to talk with one person:",
  "cards.more": "More help lines",
  "cards.details": "More lines and details",
  "cards.close": "Close",
  "cards.automatic": "This card came automatically, because of what you wrote or reported. Only you see it.",

  "nobody.title": "No moderator has come yet",
  "nobody.gone_title": "The moderator has gone",
  "nobody.gone":
    "No other has come so far. Your words are kept for the first who does. Please do not wait alone.",
  "nobody.two":
    "It has been two minutes. Your words are kept for the first moderator who comes. Please do not wait alone.",
  "nobody.ten":
    "It has been ten minutes. Your words are kept for the first moderator who comes. Please do not wait any longer for us.",

  "settings.title": "Settings",
  "settings.keep": "Keep my drafts, settings and what I sent in the last day on this device",
  "settings.keep_hint":
    "Off: they are gone when this tab is closed. How long you stay signed in was chosen when you signed in.",
  "settings.exit_does":
    "“Quick exit” blanks this page in every tab, signs you out, deletes what is kept here, and goes to an encyclopedia. The tab is called “Notes” throughout.",
  "settings.exit_cannot":
    "It cannot hide that this site was visited: the browser’s history, the network’s owner, or a program that watches this device may show it. A private window leaves less behind. Without a network it ends your session on the server only when this page is next opened: until then it keeps the one word “exit” here.",
  "settings.shift_thrice": "Pressing Shift three times does the same",
  "settings.agreement": "Taking back my agreement",
  "settings.agreement_how":
    "You can stop at any time, without giving a reason: delete messages of yours, leave your rooms, sign out. What is left of yours goes when the room’s days are over.",
  "settings.agreement_erase":
    "There is no button yet that erases an account. If you want yours erased, tell a moderator (“I need help now”, then “Talk with a moderator”): they pass it on to those who run this place.",
  "settings.muted": "Muted people",
  "settings.muted_none": "Nobody.",
  "settings.unmute": "Unmute {alias}",
  "settings.sign_out": "Sign out",
  "settings.sign_out_hint": "Drafts and messages that are not sent yet are deleted from this device.",
  "settings.sign_out_failed":
    "The server does not answer, so you are still signed in. Try again, or use “Quick exit”.",
} as const;

export const say = sayFrom(peers);
