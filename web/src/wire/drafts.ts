// What is being written in each room, and since when. A draft survives a reload, for a while; a quick exit takes it with
// everything else.

import { keeping, waitsTooLong } from "./keeping";

const PREFIX = "draft.";

const key = (room: string) => PREFIX + room;

export function readDraft(room: string): string {
  const [, at, text] = /^(\d+) (.*)$/s.exec(keeping.read(key(room)) ?? "") ?? [];
  return text === undefined || waitsTooLong(Number(at)) ? "" : text;
}

export function writeDraft(room: string, text: string): void {
  if (text) keeping.write(key(room), `${Date.now()} ${text}`);
  else keeping.remove(key(room));
}

// Of rooms, too, that nobody opens any more.
for (const name of keeping.keys(PREFIX)) {
  if (readDraft(name.slice(PREFIX.length)) === "") keeping.remove(name);
}
