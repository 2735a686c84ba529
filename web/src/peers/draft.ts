// The words in each room's box, as signals over what is kept.

import { type Signal, signal } from "@preact/signals";
import { readDraft, writeDraft } from "../wire/drafts";
import { focusBox } from "./focus";

const drafts = new Map<string, Signal<string>>();

export function draftOf(room: string): Signal<string> {
  const known = drafts.get(room);
  if (known) return known;
  const draft = signal(readDraft(room));
  drafts.set(room, draft);
  draft.subscribe((text) => writeDraft(room, text));
  return draft;
}

/** Put words back in the box, after what is there, and go there. */
export function giveBack(room: string, text: string): void {
  const draft = draftOf(room);
  draft.value = draft.value.trim() ? `${draft.value}\n${text}` : text;
  focusBox();
}

export function forgetDrafts(): void {
  for (const draft of drafts.values()) draft.value = "";
}
