// Whether somebody sits at this desk. A console that is open and untouched holds nobody's case: what was kept by its beat
// alone would be kept by nobody.

import { computed, signal } from "@preact/signals";
import { now } from "./clock";

const MINUTE = 60_000;
/** After this long without a key or a movement the beat keeps no case any more. */
const AWAY_AFTER = 15 * MINUTE;
const ASK_AFTER = 13 * MINUTE;

export type AtDesk = "here" | "asked" | "away";

export const after = (silent: number): AtDesk =>
  silent < ASK_AFTER ? "here" : silent < AWAY_AFTER ? "asked" : "away";

const touched = signal(Date.now());

/** Asked anew at every tick of the clock; a page in the background has no steady one, so `isAtDesk` looks itself. */
export const atDesk = computed(() => {
  void now.value;
  return after(Date.now() - touched.value);
});

export const isAtDesk = (): boolean => after(Date.now() - touched.peek()) !== "away";

const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel"] as const;

/** `back` is called when somebody comes back. Returns what stops it. */
export function watchDesk(back: () => void): () => void {
  function touch(): void {
    const wasAway = !isAtDesk();
    if (wasAway || Date.now() - touched.peek() > 1000) touched.value = Date.now();
    if (wasAway) back();
  }
  touched.value = Date.now();
  for (const sign of SIGNS) window.addEventListener(sign, touch, { capture: true, passive: true });
  return () => {
    for (const sign of SIGNS) window.removeEventListener(sign, touch, { capture: true });
  };
}
