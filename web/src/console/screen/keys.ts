// One key for each command. Keys are letters, so they are off while one writes, and can be turned off for good:
// whoever dictates, or whose hands slip, must not act on a case by accident (WCAG 2.1.4).

import { signal } from "@preact/signals";
import { keeping } from "../../wire/keeping";
import type { ActName } from "../case/acts";

/** The acts of every day. What decides about somebody has no key: it is not done by a slip of a finger. */
type KeyedAct =
  | "take"
  | "converse"
  | "hold"
  | "release"
  | "decline"
  | "remove"
  | "close"
  | "hand_back"
  | "reopen"
  | "look_after_room"
  | "offer_follow_up"
  | "ask_hand_over";
export type Command =
  | KeyedAct
  | "next"
  | "wrong_rule"
  | "before"
  | "undo"
  | "leave"
  | "rooms"
  | "more"
  | "break"
  | "ask_supervisor"
  | "read_pack"
  | "keys";

export const KEY_OF: { readonly [Name in Command]: string } = {
  next: "n",
  take: "t",
  converse: "c",
  before: "b",
  wrong_rule: "w",
  hold: "h",
  release: "r",
  decline: "d",
  remove: "x",
  close: "e",
  hand_back: "g",
  reopen: "o",
  look_after_room: "a",
  offer_follow_up: "f",
  ask_hand_over: "p",
  undo: "u",
  leave: "l",
  rooms: "v",
  more: "m",
  break: "k",
  ask_supervisor: "s",
  read_pack: "y",
  keys: "?",
};

const COMMAND_OF = new Map(Object.entries(KEY_OF).map(([command, key]) => [key, command as Command]));

export const hasKey = (name: ActName): name is KeyedAct => name !== "undo" && name in KEY_OF;

const OFF = "console.keys_off";

export const keysOn = signal(keeping.read(OFF) === null);

export function turnKeys(on: boolean): void {
  keysOn.value = on;
  if (on) keeping.remove(OFF);
  else keeping.write(OFF, "yes");
}

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  repeat: boolean;
}

/** The command a key stands for, or null. With Ctrl, Alt or the like it belongs to the browser. */
export function commandOf(pressed: Pressed, writing: boolean): Command | null {
  return isPlain(pressed, writing) ? (COMMAND_OF.get(pressed.key.toLowerCase()) ?? null) : null;
}

/** Whether a key stands for a command at all here. */
export const isPlain = ({ repeat, ctrlKey, metaKey, altKey }: Pressed, writing: boolean): boolean =>
  !(writing || repeat || ctrlKey || metaKey || altKey);

/** Whether a key writes something. A space does, too, but it also presses buttons and scrolls. */
export const isLetter = ({ key, ctrlKey, metaKey, altKey }: Pressed): boolean =>
  Array.from(key).length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;

/** Whether keys are letters of a text at this place. */
export function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest("input:not([type=checkbox]), textarea, select") !== null
  );
}
