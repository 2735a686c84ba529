// The private conversation with the person a case is about.

export const conversationWords = {
  "talk.title": "Private conversation with {alias}",
  "talk.who_reads":
    "You and {alias} read this. It goes with the case: whoever takes the case reads it, and you no longer do. {alias} sees that you are here while it is on your screen.",
  "talk.log": "Messages",
  "talk.older": "Show earlier messages",
  "talk.older_failed": "Earlier messages could not be read: {says}",
  "talk.loading": "Reading the conversation.",
  "talk.empty": "Nothing has been said yet. {alias} may be waiting for your first words.",
  "talk.moderator": "moderator",
  "talk.you": "You",
  "talk.deleted": "Deleted by whoever wrote it.",
  "talk.removed": "This message was removed.",
  "talk.masked": "A part is hidden.",
  "talk.typing": "{alias} is typing.",
  "talk.ended": "This conversation ended with the case. To write again, reopen the case.",
  "talk.gone": "This conversation is not open to you any more.",
  "talk.new_below": "New messages below",
  "talk.away": "{alias} does not have this conversation open now.",

  "write.label": "Message to {alias}",
  "write.send": "Send",
  "write.offline": "No connection. What you send waits here and goes by itself.",
  "write.too_long": { one: "{count} character too many.", other: "{count} characters too many." },

  "unsent.waiting": "waits for the connection",
  "unsent.sending": "sending",
  "unsent.sent": "sent",
  "unsent.held": "held for a check",
  "unsent.delayed": "not yet: {says}",
  "unsent.kept_back": "not sent: {says}",
  "unsent.to": "To {alias}",
  "unsent.to_somebody": "In a conversation that has ended",
  "unsent.again": "Send again",
  "unsent.discard": "Discard",
} as const;
