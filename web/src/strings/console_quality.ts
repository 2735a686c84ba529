// The console's words about what the rules made of a message.

export const qualityWords = {
  "labels.open": "What do you say of the rules?",
  "labels.key": "Say that a rule was wrong here",
  "labels.title": "What the rules made of it",
  "labels.says":
    "Your word is counted for the rule and helps to try better ones. The message stays sealed; what you say goes with the case.",
  "labels.right": "Right here",
  "labels.wrong": "Wrong here",
  "labels.should": "It should have been found as",
  "labels.nothing_said": "I say nothing of that",
  "labels.level": "Danger to themselves, level {count}: {says}",
  "labels.level_0": "nothing in it",
  "labels.level_1": "distress",
  "labels.level_2": "wishes to be dead",
  "labels.level_3": "wants to die, or to hurt themselves",
  "labels.level_4": "a plan",
  "labels.level_5": "an attempt under way",
  "labels.close": "Done",
  "labels.none": "No rule matched this message.",
  "labels.no_words": "Open a message whose words you may read first.",
  "example.keep": "Keep it as an example",
  "example.title": "Keep it for good, in other words",
  "example.says":
    "Write the message anew so that nobody can be recognised: no names, no places, no dates, no phrase that only this person would say. It stays after the case is deleted, and only a computer reads it, to try rules.",
  "example.words": "The message in other words",
  "example.send": "Keep these words",
  "example.kept": { one: "Kept. {count} example by now.", other: "Kept. {count} examples by now." },
} as const;
