// The words that stand on both of the peers' pages: the ways out, help, forms, decisions. In English; plain, calm, honest.

import { sayFrom } from "./catalogue";

export const everywhere = {
  "app.name": "Porchlight",

  "you.title": "Your account",
  moment: "One moment…",
  again: "Try again",
  not_now: "Not now",
  automatic: "Automatic",
  unreachable: "The server does not answer. Nothing you wrote is lost.",
  unreachable_form: "The server does not answer. What you filled in is still here; try again in a moment.",

  "top.back": "Back",
  "top.exit": "Quick exit",
  "top.help": "I need help now",

  "coverage.staffed": "A moderator is on duty now.",

  "form.passphrase": "Passphrase",
  "form.passphrase_hint":
    "Three or four words that do not belong together. Nobody can send you a new one, so choose words you will remember.",
  "form.show": "Show",
  "form.hide": "Hide",
  "form.the_passphrase": " the passphrase",
  "form.keep": "Keep me signed in on this device",
  "form.keep_hint":
    "Leave this off if others use this phone or computer. Then nothing stays here when you close this tab.",
  "form.country": "Country",
  "form.choose_country": "Choose a country",

  "sign_in.name": "Your name here",
  "sign_in.name_missing": "Write the name that you have here.",
  "join.passphrase_missing": "Write a passphrase: three or four words.",
  "join.country_hint":
    "So that help lines near you are at hand. Other people here do not see it; a moderator who helps you does.",

  "rooms.you_are": "You are {name}.",

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

  "decided.title": "A decision about you",
  "decided.nudge": "A private word from a moderator.",
  "decided.warning": "A warning from a moderator.",
  "decided.mute": "You can read in {room}, and write there again from {when}.",
  "decided.time_out": "You can read, and write in rooms again from {when}.",
  "decided.removal": "{room} is closed to you until {when}.",
  "decided.suspension": "Rooms are closed to you until {when}. “I need help now” and a moderator stay open.",
  "decided.automatic": "A moderator looks at what you wrote, and may end it sooner.",
  "decided.because": "They say: {reason}",

  "appeal.open": "I do not agree",
  "appeal.words": "What should they know?",
  "appeal.hint": "Somebody else decides. You need not say anything.",
  "appeal.send": "Ask somebody else to look",
  "appeal.sent": "Somebody else will look, by {day} at the latest. You are told here.",
  "appeal.made": "Somebody else looks at it. You are told here.",
} as const;

export const say = sayFrom(everywhere);
