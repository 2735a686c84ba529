import { useEffect } from "preact/hooks";
import { begin, openNext } from "../case/commands";
import { leaveCase, showBefore, undo } from "../desk/open_case";
import { type Command, commandOf, isWriting, keysOn } from "./keys";
import { openKeys } from "./keys_dialog";

function run(command: Command): void {
  switch (command) {
    case "next":
      return void openNext();
    case "before":
      return void showBefore();
    case "undo":
      return void undo();
    case "leave":
      return leaveCase();
    case "keys":
      return openKeys();
    default:
      begin(command);
  }
}

function pressed(event: KeyboardEvent): void {
  const writing = isWriting(event.target);
  if (writing && event.key === "Escape" && event.target instanceof HTMLElement) return event.target.blur();
  if (!keysOn.value || document.querySelector("dialog[open]")) return;
  const command = commandOf(event, writing);
  if (!command) return;
  event.preventDefault(); // the letter would otherwise land in the field that the command opens
  run(command);
}

export function useKeys(): void {
  useEffect(() => {
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
}
