// What is said of rooms.

import type { LiveRoom, RoomAct } from "../../generated/wire";
import { whenOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { lengthInWords } from "../case/words";

export const ACTS: { readonly [Act in RoomAct["act"]]: () => string } = {
  slow: () => say("rooms.act_slow"),
  hold_all: () => say("rooms.act_hold_all"),
  freeze: () => say("rooms.act_freeze"),
  normal: () => say("rooms.act_normal"),
  undo: () => say("rooms.act_undo"),
};

export const SAYS: { readonly [Act in Exclude<RoomAct["act"], "undo">]: () => string } = {
  slow: () => say("rooms.slow_says"),
  hold_all: () => say("rooms.hold_all_says"),
  freeze: () => say("rooms.freeze_says"),
  normal: () => say("rooms.normal_says"),
};

/** Keys, while the rooms are on screen. */
export const ROOM_KEYS = {
  slow: "s",
  hold_all: "h",
  freeze: "z",
  normal: "y",
  undo: "u",
  watch: "w",
  join: "j",
  back: "l",
} as const;

function stateOf({ state, since }: LiveRoom): string {
  if (state === "slow") return say("rooms.slow", { length: lengthInWords(since?.every_s ?? 60) });
  if (state === "hold_all") return say("rooms.hold_all");
  return state === "frozen" ? say("rooms.frozen") : say("rooms.normal");
}

/** What a room is in, and until when. */
export function stateInWords(room: LiveRoom): string {
  if (room.state === "normal") return stateOf(room);
  const until = room.since?.until;
  return `${stateOf(room)}, ${until ? say("rooms.until", { when: whenOf(until) }) : say("rooms.open_end")}`;
}
