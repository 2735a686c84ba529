// Quiet words about a message that went through, for its author alone. They come with the answer to it and are gone
// with the page: nobody needs to be reminded of them.

import { signal } from "@preact/signals";

/** The codes of the words, by the id of the message. */
export const nudges = signal<ReadonlyMap<string, string>>(new Map());

export function nudge(message: string, code: string): void {
  nudges.value = new Map(nudges.value).set(message, code);
}
