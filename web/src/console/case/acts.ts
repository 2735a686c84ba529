// What can be done with a case, as the screen needs to know it. What is possible at all, the server says.

import type { Act, CaseHandOver, CaseSanction, CaseView, Evidence } from "../../generated/wire";

export type ActName = Act["act"];
export type MessageActName = "hold" | "release" | "decline" | "remove";
export type SanctionName = CaseSanction["kind"];
export type ReasonedActName =
  | "remove"
  | "decline"
  | "close"
  | "note"
  | "share"
  | "uphold"
  | "overturn"
  | "answer"
  | "ask_hand_over"
  | "hand_over"
  | SanctionName;
/** On one decision of those that the case shows. */
export type DecisionActName = "undo" | "second";
/** Done by one key too many they would reach a whole room, or leave somebody alone: they ask once more. */
export type SureActName = "release" | "hand_back" | "look_after_room" | "offer_follow_up" | "tell_hand_over";
/** For the person and the room, besides the case itself. */
export type CareActName =
  | "look_after_room"
  | "offer_follow_up"
  | "ask_hand_over"
  | "hand_over"
  | "tell_hand_over";
export type CaseActName = Exclude<
  ActName,
  MessageActName | SanctionName | DecisionActName | CareActName | "open_pack"
>;

/** In the order in which they stand on screen. */
export const CASE_ACTS: readonly CaseActName[] = [
  "take",
  "converse",
  "uphold",
  "overturn",
  "answer",
  "close",
  "hand_back",
  "share",
  "note",
  "reopen",
];
export const CARE_ACTS: readonly CareActName[] = [
  "look_after_room",
  "offer_follow_up",
  "ask_hand_over",
  "hand_over",
  "tell_hand_over",
];
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

export const SANCTIONS: readonly SanctionName[] = [
  "nudge",
  "warning",
  "mute",
  "time_out",
  "removal",
  "suspension",
];
/** What these say is kept with the case, and not told. */
const KEPT = ["close", "note"] as const;
const TOLD = [
  "remove",
  "decline",
  "share",
  "uphold",
  "overturn",
  "answer",
  "ask_hand_over",
  "hand_over",
] as const;
const SURE: readonly ActName[] = [
  "release",
  "hand_back",
  "look_after_room",
  "offer_follow_up",
  "tell_hand_over",
];

export const isSanction = (name: ActName): name is SanctionName =>
  (SANCTIONS as readonly ActName[]).includes(name);
export const isKept = (name: ActName): boolean => (KEPT as readonly ActName[]).includes(name);

/** These say why: the person is told, or whoever reads the case later. */
export const isReasoned = (name: ActName): name is ReasonedActName =>
  isSanction(name) || isKept(name) || (TOLD as readonly ActName[]).includes(name);

export const isSure = (name: ActName): name is SureActName => SURE.includes(name);

export const isOnMessage = (name: ActName): name is MessageActName =>
  (MESSAGE_ACTS as readonly ActName[]).includes(name);

export const stateOf = (item: Evidence): MessageState => item.state ?? "shown";

/** Whether the conversation with the person is on screen: while the case is one's own, and after closing it, to read. */
export const isTalking = ({ line, conversation }: CaseView): boolean =>
  conversation != null && (line.mine === true || line.state === "closed");

/** The acts possible on the case as a whole. What is open already is not offered to be opened. */
export const caseActs = (view: CaseView): CaseActName[] =>
  CASE_ACTS.filter((name) => view.acts.includes(name) && !(name === "converse" && isTalking(view)));

/** Whether a message of the case is held: its author waits for an answer, so the case cannot be closed. */
export const isHeld = ({ evidence }: CaseView): boolean => evidence.some((item) => stateOf(item) === "held");

/** What can be done for the person and for the room. A message that no room saw leaves nobody to look after. */
export const careActs = ({ acts, care }: CaseView): CareActName[] =>
  CARE_ACTS.filter(
    (name) =>
      acts.includes(name) &&
      (name !== "look_after_room" || care?.hard === true) &&
      (name !== "tell_hand_over" || isUntold(care?.hand_over)),
  );

/** Handed over without asking, and the person does not know it yet. */
const isUntold = (one: CaseHandOver | null | undefined): boolean =>
  one != null && one.ground !== "consent" && one.told == null;

/** The acts possible on one message of the case. */
export const messageActs = (view: CaseView, item: Evidence): MessageActName[] =>
  item.message
    ? MESSAGE_ACTS.filter(
        (name) => view.acts.includes(name) && IN_STATE[name].includes(stateOf(item)) && fits(item, name),
      )
    : [];

/** Nobody is protected by taking somebody's words out of a conversation that they have with a moderator. And a held
 * message is declined where the room has never seen it, and removed where it has. */
function fits(item: Evidence, name: MessageActName): boolean {
  if (item.private) return name === "release";
  if (stateOf(item) !== "held" || name === "release") return true;
  return name === (item.seen ? "remove" : "decline");
}

export interface Target {
  /** The message one is at. */
  atHand?: string | null;
  /** One that has just joined the case, and may not have been noticed. */
  joined?: string | null | undefined;
}

/** The message a key acts on: the one at hand, else the newest for which the act is possible, but never one that came
 * as the key was pressed. The screen shows the key beside it. */
export function messageFor(
  view: CaseView,
  name: MessageActName,
  { atHand, joined }: Target = {},
): string | null {
  const possible = view.evidence.filter((item) => messageActs(view, item).includes(name));
  const chosen =
    possible.find(({ message }) => message === atHand) ??
    possible.reverse().find(({ message }) => message !== joined);
  return chosen?.message ?? null;
}

/** `after`: the case as it is once the act is done; the newest decision stands first there. */
export function undoOf({ act, message }: Act, after?: CaseView | null): Act | null {
  if (isSanction(act)) {
    const given = after?.sanctions?.[0];
    return given ? { act: "undo", sanction: given.id } : null;
  }
  const back = UNDO[act];
  return back ? { act: back, ...(message && { message }) } : null;
}
