import { useEffect } from "preact/hooks";
import { begin, openNext } from "../case/commands";
import { sayWrong } from "../case/labelling";
import { leaveCase, showBefore, undo } from "../desk/open_case";
import { acknowledgeFirst } from "../desk/packs";
import { choosing, elsewhere, goTo } from "../elsewhere/elsewhere";
import { may } from "../may";
import { askSupervisor } from "../staff/ask_supervisor";
import { askForBreak } from "./break";
import { type Command, commandOf, isLetter, isWriting, keysOn } from "./keys";
import { openKeys } from "./keys_dialog";
import { openPalette } from "./palette_dialog";

/** What can be done wherever one is; the rest is for the case on screen. */
const ANYWHERE: ReadonlySet<Command> = new Set<Command>(["rooms", "more", "break", "keys"]);

function run(command: Command): void {
  switch (command) {
    case "next":
      return void openNext();
    case "before":
      return void showBefore();
    case "wrong_rule":
      return sayWrong();
    case "undo":
      return void undo();
    case "leave":
      return leaveCase();
    case "rooms":
      return may("room.watch") ? goTo("rooms") : undefined;
    case "more":
      choosing.value = true;
      return;
    case "read_pack":
      return void acknowledgeFirst();
    case "break":
      return askForBreak();
    case "ask_supervisor":
      return askSupervisor();
    case "keys":
      return openKeys();
    default:
      begin(command);
  }
}

/** The conversation's field, where this is no place at which one would press a key for something else: whoever believes
 * to be writing must not act on a case. */
export function fieldFor(target: EventTarget | null): HTMLElement | null {
  const isBeside =
    target === document.body || (target instanceof Element && target.closest(".talk") !== null);
  return isBeside ? document.getElementById("composer") : null;
}

function pressed(event: KeyboardEvent): void {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    if (!document.querySelector("dialog[open]")) openPalette();
    return;
  }
  const writing = isWriting(event.target);
  if (writing && event.key === "Escape" && event.target instanceof HTMLElement) {
    event.target.blur();
    document.getElementById("case-title")?.focus({ preventScroll: true }); // from here on keys are the case's
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  const field = writing || !isLetter(event) ? null : fieldFor(event.target);
  if (field) return field.focus(); // and the letter lands there
  const isTalkOver = event.target instanceof Element && event.target.closest(".talk") !== null;
  if (!keysOn.value || isTalkOver) return;
  const command = commandOf(event, writing);
  if (!command) return;
  if (elsewhere.value !== null && !ANYWHERE.has(command)) return; // no case is on screen
  event.preventDefault(); // the letter would otherwise land in the field that the command opens
  run(command);
}

export function useKeys(): void {
  useEffect(() => {
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
}
