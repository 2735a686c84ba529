// The words of facilitators' tools, beside those of the peers' page.

import { sayFrom } from "./catalogue";

export const facilitators = {
  "tools.title": "Looking after this room",
  "tools.until": "You are a facilitator here until {when}.",
  "tools.slow": "Slow mode, {pace}",
  "tools.pace_15": "15 seconds",
  "tools.pace_60": "1 minute",
  "tools.pace_300": "5 minutes",
  "tools.half_hour": "It ends by itself after half an hour.",
  "tools.normal": "End slow mode",
  "tools.undo": "Undo",
  "tools.call": "Call a moderator here",
  "tools.called": "A moderator has been called to this room.",
  "tools.nobody":
    "No moderator is on duty now: they are called outside. If somebody is in danger, “I need help now” has help lines.",
  "tools.hide": "Hide until a moderator has looked",
  "tools.hide_yes": "Yes, hide it",
  "tools.hide_sure":
    "The room does not see it any more. Its author is told that nothing has been decided, and a moderator is called.",
  "tools.hidden": "Hidden. A moderator has been called to it.",
} as const;

export const say = sayFrom(facilitators);
