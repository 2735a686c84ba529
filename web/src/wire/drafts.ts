// What is being written in each room. A draft survives a reload; a quick exit takes it with everything else.

import { keeping } from "./keeping";

const key = (room: string) => `draft.${room}`;

export const readDraft = (room: string): string => keeping.read(key(room)) ?? "";

export function writeDraft(room: string, text: string): void {
  if (text) keeping.write(key(room), text);
  else keeping.remove(key(room));
}
