// Shift three times in a row, with nothing in between: the way out for hands on a keyboard.

import { signal } from "@preact/signals";
import { keeping } from "../wire/keeping";

const WITHIN = 1_500;

export const shiftThrice = signal(keeping.read("shift_thrice") !== "off");

export function useShiftThrice(yes: boolean): void {
  shiftThrice.value = yes;
  if (yes) keeping.remove("shift_thrice");
  else keeping.write("shift_thrice", "off");
}

/** Calls `act` at the third Shift. Capital letters never count: another key begins the count anew. */
export function onShiftThrice(act: () => void): void {
  let times: number[] = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") times = [];
    else if (!event.repeat && shiftThrice.value) {
      times = [...times.filter((time) => event.timeStamp - time < WITHIN), event.timeStamp];
      if (times.length >= 3) act();
    }
  });
}
