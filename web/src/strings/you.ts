// The words of "your account", in English.

import { sayFrom } from "./catalogue";
import { everywhere } from "./everywhere";
import { care } from "./you_care";

export const you = {
  "prove.title": "Is it you?",
  "prove.why":
    "This cannot easily be undone, so it is not done for somebody who only holds your phone. It is asked once in ten minutes.",
  "prove.code": "Or the code from your app",
  "prove.passkey": "Use my passkey",
  "prove.go_on": "Go on",

  "passphrase.title": "Passphrase",
  "passphrase.about": "Change it, and shut out whoever knows it",
  "passphrase.does": "With a new passphrase you are signed out everywhere but here, and passkeys are gone.",
  "passphrase.old": "Your passphrase now",
  "passphrase.old_missing": "Write the passphrase that you have now.",
  "passphrase.new": "A new passphrase",
  "passphrase.change": "Change it",
  "passphrase.done": "Your passphrase is the new one. Everywhere else you are signed out.",

  "passkeys.title": "Passkeys",
  "passkeys.about": "Come in with what unlocks your device",
  "passkeys.what":
    "With a passkey you come in by your finger, your face or the code of your device: there is no passphrase to remember, and none to be guessed or seen.",
  "passkeys.seen":
    "Your device lists it among its passkeys with the address of this place, and may copy it to your other devices. Whoever can unlock the device can come in as you.",
  "passkeys.one": "A passkey, made on {day}",
  "passkeys.make": "Make a passkey on this device",
  "passkeys.remove": "Remove the one of {day}",
  "passkeys.none_made": "No passkey was made, and nothing has changed.",
  "passkeys.cannot": "This browser has no passkeys.",

  "authenticator.title": "Code app",
  "authenticator.about": "The app that shows the six figures you work with here",
  "authenticator.has": "An app makes codes for you. With another one its codes are worth nothing any more.",
  "authenticator.none": "No app makes codes for you yet.",
  "authenticator.change": "Change to another app or phone",
  "authenticator.set_up": "Set up an app",
  "authenticator.picture": "A picture for the camera of your app",
  "authenticator.by_hand": "Or type this into the app:",
  "authenticator.here": "The app is on this device: open it",
  "authenticator.code": "Code from the new app",
  "authenticator.check": "Check the code and change",
  "authenticator.done": "From now on only the new app's codes count.",

  "recovery.title": "Recovery words",
  "recovery.about": "If you ever forget your passphrase",
  "recovery.what":
    "Six words that let you in once, with a new passphrase. Without them nobody can help you back in: we know no email and no number of yours.",
  "recovery.paper":
    "Write them on paper and keep it where only you look. Whoever finds them, and knows your name here, can come in as you.",
  "recovery.made": "You made words on {day}. They still work.",
  "recovery.make": "Show me six words",
  "recovery.make_new": "Make new ones",
  "recovery.forget": "Make them useless",
  "recovery.write_down":
    "These are your words, in this order. They are shown this once. Words you had before open nothing any more.",
  "recovery.written": "I have written them down",

  "way_in.title": "Other ways in",
  "way_in.passkey": "Come in with a passkey",
  "way_in.no_passkey": "No passkey of this place was used.",
  "way_in.recovery": "With recovery words",
  "way_in.what":
    "If you once wrote down six words here, they let you in. Everywhere else you are signed out, and you choose a new passphrase.",
  "way_in.words": "Your six words",
  "way_in.words_hint": "In their order. Capitals and commas make no difference.",
  "way_in.words_missing": "Write the six words.",
  "way_in.submit": "Come in",

  "signed_in.title": "Where you are signed in",
  "signed_in.about": "Phones and computers, and signing out of them",
  "signed_in.known":
    "We do not know what these devices are: we keep the day each was last used, and nothing else. You can give them names.",
  "signed_in.this": "This device",
  "signed_in.one": "A device",
  "signed_in.since": "signed in on {day}",
  "signed_in.last_used": "last used on {day}",
  "signed_in.kept": "stays signed in",
  "signed_in.end": "Sign out: {name}",
  "signed_in.name_it": "Name: {name}",
  "signed_in.name": "What you call it",
  "signed_in.name_hint": "Only you see it. Whoever can open this page sees it, too.",
  "signed_in.save": "Save",
  "signed_in.everywhere": "Sign out everywhere",
  "signed_in.everywhere_hint":
    "Here too. Open pages close at once. Drafts and messages that are not sent yet are deleted from this device.",

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
  "agreement.title": "What I agreed to",
  "agreement.about": "What has changed, and taking it back",
  "agreement.changed": "The text has changed",
  "agreement.agree": "I agree",
  "agreement.agreed": "You can write again.",
  "agreement.longer_title": "{room} keeps messages longer",
  "agreement.longer":
    "For {days} days from now on. What you wrote there before goes after {before} days, as you were told. You can go on reading without agreeing, or leave.",
  "agreement.back": "Taking it back",
  "agreement.how":
    "You can stop at any time, without giving a reason: delete messages of yours, leave your rooms, sign out. What is left of yours goes when the room’s days are over.",
  "agreement.erase":
    "If you want everything of yours gone at once, erase your account: “Erase my account” on the page before this one.",

  "copy.title": "A copy of what is mine",
  "copy.about": "Your words, what you agreed to, what you were told",
  "copy.what":
    "One file, called “notes.zip”, with a page to read and the same for programs: what you wrote in rooms, in conversations and to those who look after this place, what you agreed to, what was decided about you and what you were told. What others wrote is not in it.",
  "copy.careful":
    "Whoever has the file can read it, without a passphrase. Think of where you keep it, and of who else uses this device.",
  "copy.take": "Save my copy",
  "copy.making": "It is being put together …",
  "copy.made": "Your browser has the file now.",

  "erase.title": "Erase my account",
  "erase.about": "Everything of yours, at once and for good",
  "erase.goes": "What goes, at once",
  "erase.goes_words":
    "Every message of yours, in every room. Its place stays, without words and without your name.",
  "erase.goes_private":
    "Your conversations with moderators, what they wrote in them included; your requests for a moderator, appeals and complaints, answered or not.",
  "erase.goes_account":
    "Your name, passphrase and settings, what you agreed to, what you were told. You are signed out everywhere. What is kept in this browser is deleted.",
  "erase.stays": "What stays for a time",
  "erase.case_open":
    "A moderator’s case about you of {opened}, which is open. It goes {days} days after it is closed.",
  "erase.case_closed": "A moderator’s case about you of {opened}. It goes on {until}.",
  "erase.stays_cases":
    "Copies in moderators’ cases: of messages that a case is about or that stood just before them, and of notes to your reports. A case is deleted {days} days after it is closed. You may not know of every case.",
  "erase.stays_name":
    "Nobody can take your name for {days} days, you included. What is kept for that does not show the name.",
  "erase.stays_hold":
    "A legal hold, which two people decided: it keeps what you wrote, and your name, until {until}. Your account is closed at once, nobody sees your words any more, and all of it is erased when the hold ends.",
  "erase.stays_backups":
    "Back-ups hold what they held until they expire; those who run this place say when that is.",
  "erase.sure": "There is no way back, and I want everything of mine erased.",
  "erase.sure_missing": "Tick this if you are sure.",
  "erase.carry_out": "Erase my account now",
  "erase.done": "Your account is erased, and you are signed out. Take care.",
  "erase.done_held":
    "Your account is closed, and you are signed out. It is erased when the hold ends. Take care.",
  "erase.leave": "Back to the start",

  "decisions.title": "Decisions and complaints",
  "decisions.about": "What was decided about you, and saying that you do not agree",
  "decisions.none": "Nothing has been decided about you that holds now.",

  "complain.title": "Complain",
  "complain.lead":
    "A trustee reads it and answers within 14 days. Moderators do not see it. About a trustee it goes to a lead moderator, and no trustee sees it. It does not change how you are treated.",
  "complain.about": "About",
  "complain.decision": "A decision",
  "complain.inaction": "Nothing was done",
  "complain.staff": "Somebody who works here",
  "complain.trustee": "A trustee",
  "complain.other": "Something else",
  "complain.words": "What happened?",
  "complain.send": "Send the complaint",
  "complain.sent": "It has arrived. The answer comes to the page with your rooms, by {day} at the latest.",

  ...care,

  "muted.title": "Muted people",
  "muted.about": "Whose messages you do not see",
  "muted.none": "Nobody.",
  "muted.unmute": "Unmute {alias}",
  "you.facilitate": "Help to look after {room}",
  "you.sign_out": "Sign out",
  "you.sign_out_hint": "Drafts and messages that are not sent yet are deleted from this device.",
  "you.sign_out_failed":
    "The server does not answer, so you are still signed in. Try again, or use “Quick exit”.",
} as const;

export const say = sayFrom({ ...everywhere, ...you });
