// What can be done with a case, as the screen needs to know it. What is possible at all, the server says.

import type { Act, CaseView, Evidence } from "../../generated/wire";

export type ActName = Act["act"];
export type MessageActName = "hold" | "release" | "decline" | "remove";
export type ReasonedActName = "remove" | "decline" | "close";
export type CaseActName = Exclude<ActName, MessageActName>;

/** In the order in which they stand on screen. */
export const CASE_ACTS: readonly CaseActName[] = ["take", "converse", "close", "hand_back", "reopen"];
export const MESSAGE_ACTS: readonly MessageActName[] = ["release", "hold", "decline", "remove"];

type MessageState = NonNullable<Evidence["state"]>;

const IN_STATE: { readonly [Name in MessageActName]: readonly MessageState[] } = {
  release: ["held"],
  hold: ["shown"],
  decline: ["held"],
  remove: ["shown", "held"],
};

const UNDO: { readonly [Name in ActName]?: ActName } = {
  take: "hand_back",
  hand_back: "take",
  hold: "release",
  release: "hold",
  close: "reopen",
};

/** These say why: the person is told (remove, decline), or whoever reads the case later (close). */
export const isReasoned = (name: ActName): name is ReasonedActName =>
  name === "remove" || name === "decline" || name === "close";

export const isOnMessage = (name: ActName): name is MessageActName =>
  (MESSAGE_ACTS as readonly ActName[]).includes(name);

export const stateOf = (item: Evidence): MessageState => item.state ?? "shown";

/** Whether the conversation with the person is on screen: while the case is one's own, and after closing it, to read. */
export const isTalking = ({ line, conversation }: CaseView): boolean =>
  conversation != null && (line.mine === true || line.state === "closed");

/** The acts possible on the case as a whole. What is open already is not offered to be opened. */
export const caseActs = (view: CaseView): CaseActName[] =>
  CASE_ACTS.filter((name) => view.acts.includes(name) && !(name === "converse" && isTalking(view)));

/** Whether there is a private conversation, though one may not have come in: whoever asked has one from the start. */
export const hasConversation = ({ line, conversation, history }: CaseView): boolean =>
  conversation != null || line.kind === "asked" || history.some(({ act }) => act === "converse");

/** The acts possible on one message of the case. */
export const messageActs = (view: CaseView, item: Evidence): MessageActName[] =>
  item.message
    ? MESSAGE_ACTS.filter(
        (name) =>
          view.acts.includes(name) && IN_STATE[name].includes(stateOf(item)) && fits(view, item, name),
      )
    : [];

/** A held message is declined where the room has never seen it and removed where it has, so that its author reads the
 * reason. The history does not say which message somebody held: with several, both are offered. */
function fits({ evidence, history }: CaseView, item: Evidence, name: MessageActName): boolean {
  if (stateOf(item) !== "held" || name === "release") return true;
  if (!history.some(({ act }) => act === "hold")) return name === "decline";
  return evidence.length > 1 || name === "remove";
}

/** The message a key acts on: the newest for which the act is possible. The screen shows the key beside that one. */
export const messageFor = (view: CaseView, name: MessageActName): string | null =>
  [...view.evidence].reverse().find((item) => messageActs(view, item).includes(name))?.message ?? null;

export function undoOf({ act, message }: Act): Act | null {
  const back = UNDO[act];
  return back ? { act: back, ...(message && { message }) } : null;
}
