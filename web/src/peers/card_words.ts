// The sentence more that a card may have, by the code in the server's policy.

import { say } from "../strings/everywhere";

const WORDS: { readonly [code: string]: (() => string) | undefined } = {
  nobody_on_duty: () => say("cards.nobody_on_duty"),
  talk_with_moderator: () => say("cards.moderator_there"),
  moderator_coming: () => say("cards.moderator_coming"),
  held_automatic_words: () => say("cards.nobody_held"),
  held_where_are_you: () => say("cards.held"),
  held_check_failed: () => say("cards.held"),
  held_for_review: () => say("cards.held"),
  limits_of_confidentiality: () => say("cards.limits"),
};

/** A code of an operator's own adds nothing: the card has its own words. */
export const cardWords = (code: string | null): string | null => WORDS[code ?? ""]?.() ?? null;
