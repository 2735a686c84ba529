// Where the focus goes when what had it is gone, so that nobody who uses a keyboard starts from the top again.

import { byTouch } from "./by_touch";

/** To the messages, or without any to the screen's heading. On a phone this opens no keyboard. */
export function focusLog(): void {
  const place = document.querySelector<HTMLElement>('[role="log"]') ?? document.querySelector("h1");
  place?.focus({ preventScroll: true });
}

/** To the box one writes in. */
export function focusBox(): void {
  document.getElementById("words")?.focus();
}

/** A keyboard on the screen would cover a number that matters now. Whoever is in the middle of a sentence keeps it. */
export function putKeyboardAway(): void {
  const box = document.activeElement;
  if (byTouch && box instanceof HTMLTextAreaElement && !box.value) focusLog();
}
