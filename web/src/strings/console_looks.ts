// The console's words about who is shown which looks.

export const looksWords = {
  "looks.title": "Who looked",
  "looks.shown":
    "Those whose words were read here see which role did, and why: once the case is closed, and later where it could harm.",
  "looks.put_off": "Put off: nobody is shown who looked before {day}.",
  "looks.put_it_off": "Put it off",
  "looks.change": "Change",
  "looks.how_long": "For how long from now?",
  "looks.days": { one: "{count} day", other: "{count} days" },
  "looks.end": "Not any more",
  "looks.reason": "Why? It stays with the case, and nobody outside reads it",
  "history.put_off": "put off that people see who looked",
} as const;
