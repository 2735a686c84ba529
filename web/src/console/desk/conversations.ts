// The private conversations of the cases one has. Only the one on screen is open: its person is told that a moderator is
// here, and that is to be true. Of all others the list of cases says whether words wait.

import { signal } from "@preact/signals";
import type { CaseLine, CaseView } from "../../generated/wire";
import { isTalking } from "../case/acts";
import { rooms } from "./line";

/** Where one is in, and how far one has read there, by conversation. */
const read = signal<ReadonlyMap<string, number>>(new Map());
/** With whom, as far as this page has seen. */
const aliases = new Map<string, string>();
let followed: string | null = null;

/** What is on screen, if anything, and whether the page is. */
export function follow(view: CaseView | null, isVisible: boolean): void {
  const isHere = isVisible && view?.line.mine === true && isTalking(view);
  const room = (isHere && view.conversation?.id) || null;
  if (followed !== null && followed !== room) rooms.shut(followed);
  followed = room;
  if (room !== null) rooms.open(room); // one that was gone, because somebody else had the case, is asked for anew
}

/** Somebody looked at the conversation up to its end. */
export function markRead(room: string): void {
  const { entries } = rooms.state(room).value.log;
  const last = entries[entries.length - 1]?.position ?? 0;
  if (last > (read.peek().get(room) ?? 0)) read.value = new Map(read.peek()).set(room, last);
}

/** Whether words wait in the conversation that nobody has answered. */
export const isWaiting = ({ said, answered }: CaseLine): boolean => (said ?? 0) > (answered ?? 0);

/** Whether there are words in one of one's conversations that one has not read, nor answered. */
export const isUnread = (line: CaseLine): boolean =>
  line.mine === true &&
  line.conversation != null &&
  isWaiting(line) &&
  (line.said ?? 0) > (read.value.get(line.conversation) ?? 0);

export function noteAliases(lines: readonly CaseLine[]): void {
  for (const { conversation, alias } of lines) if (conversation) aliases.set(conversation, alias);
}

/** A room is named, too: what one said there and the server did not take is shown with it. */
export const noteName = (room: string, name: string): void => void aliases.set(room, name);

export const aliasIn = (room: string): string | null => aliases.get(room) ?? null;

export function forgetConversations(): void {
  followed = null;
  read.value = new Map();
  aliases.clear();
}
