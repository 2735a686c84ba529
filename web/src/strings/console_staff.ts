// What looks after those who work here.

export const staffWords = {
  "budget.title": "How much is enough",
  "budget.says":
    "At these figures nothing new is offered to you, until later. What you have stays yours. Where nobody else is there, you can go on if you want to.",
  "budget.shift": "What you have read in {hours} hours, by weight",
  "budget.week": "In 7 days",
  "budget.hours": "Hours on duty in 7 days",
  "budget.of": "{has} of {of}",
  "budget.warn": "You are close to it.",

  "topic.title": "Topics I would rather not be given",
  "topic.says":
    "Nobody asks why. Such a case goes to somebody else who is there; where nobody is, whoever is on call is called at once, and you see it, marked.",
  "topic.suicide": "Suicide",
  "topic.self_harm": "Self-harm and eating disorders",
  "topic.children": "Children in danger",
  "topic.violence": "Violence and abuse",
  "topic.sexual": "Sexual content",
  "topic.hate": "Hate and harassment",
  "topic.spared": {
    one: "{count} case is of a topic you asked not to be given. Nobody who is there takes it, so others are called. It is not offered to you; it stands in the list, in case you want to take it all the same.",
    other:
      "{count} cases are of topics you asked not to be given. Nobody who is there takes them, so others are called. They are not offered to you; they stand in the list, in case you want to take one all the same.",
  },

  "near.shift": "You have read nearly as much in this shift as is set here as enough.",
  "near.week": "You have read nearly as much in 7 days as is set here as enough.",
  "near.hours": "You have nearly been on duty for as long in 7 days as is set here as enough.",
  "near.then":
    "After that nothing new is offered to you for a while: it goes to others, or to whoever is on call.",

  "team.title": "The others",
  "team.severe": "{name} had a hard case: nothing new for them until {time}.",
  "team.budget": "{name} has read as much as is set as enough: nothing new for them until {time}.",
  "team.hours": "{name} has been on duty for as long as is set as enough: nothing new for them until {time}.",
  "team.asks": "{name} asked for somebody to talk with, and nobody has answered for a while.",
  "team.alone": "{name} is there alone. About what is urgent you are asked for.",

  "prefer.title": "How I want this screen",
  "prefer.says":
    "On this device. Nothing is claimed for blur and grey: some find them easier, studies found no difference.",
  "prefer.sound": "A sound when something urgent comes while I am on duty",
  "prefer.notices": "A notice of this computer, too. It names nobody",
  "prefer.blur": "Blur what people wrote until I look at it",
  "prefer.grey": "No colours",
  "prefer.refused": "This browser does not allow notices from here. You can change that in its settings.",

  "alerting.title": "Porchlight",
  "alerting.body": "Something urgent waits at the console.",

  "rest.title": "Nothing new for you until {time}",
  "rest.severe": "That was a hard one. Take a moment.",
  "rest.budget": "You have read as much in this time as is set here as enough.",
  "rest.hours": "You have been on duty this week for as long as is set here as enough.",
  "rest.others": "Others are there for what is new. What you have stays yours.",
  "rest.alone":
    "Nobody else is there: whoever is on call is called for what is urgent. What you have stays yours.",
  "rest.talk": "I would like to talk about it",
  "rest.asked": "Whoever looks after you sees that you would like to talk.",
  "rest.go_on": "Give me new cases again",

  "talks.title": "Talks and support",
  "talks.mine": "Who looks after you",
  "talks.by": "It is {names}.",
  "talks.nobody":
    "Nobody does yet: there is no other lead and no trustee. What you write here is kept for the first who comes.",
  "talks.who_reads": "You and they read it, nobody else. It is deleted after 180 days.",
  "talks.what": "What it is",
  "talks.ask": "Ask for advice",
  "talks.debrief": "Ask to talk about something hard",
  "talks.note": "Note down",
  "talks.words": "What about? You need not say",
  "talks.note_words": "Note",
  "talks.done": "It is there.",
  "talks.none": "Nothing yet.",
  "talks.waiting": { one: "{count} colleague asks for you", other: "{count} colleagues ask for you" },
  "talks.waits": "waits for you",
  "talks.answered": "It was seen to.",
  "talks.answer": "I have seen to it",
  "talks.case": "The case",
  "talks.ask_from_case": "Ask a supervisor",
  "talks.from_case_says":
    "The case stays with you. A lead is asked for; nobody reads this but whoever looks after you.",
  "talks.asked": "A supervisor is asked.",

  "palette.title": "What do you want to do?",
  "palette.none": "There is nothing of that name now.",
  "palette.on_duty": "Go on duty",
  "palette.off_duty": "Go off duty",
} as const;
