// Where one is at the console, if not at the desk. Each such screen is loaded when it is opened.

import { signal } from "@preact/signals";
import { keeping } from "../../wire/keeping";

export type PlaceName =
  | "shifts"
  | "rooms"
  | "search"
  | "answers"
  | "reviews"
  | "exposure"
  | "talks"
  | "board";

const KEPT = "console.elsewhere";
const NAMES: readonly PlaceName[] = [
  "shifts",
  "rooms",
  "search",
  "answers",
  "reviews",
  "exposure",
  "talks",
  "board",
];

const kept = () => NAMES.find((name) => name === keeping.read(KEPT)) ?? null;

export const elsewhere = signal<PlaceName | null>(kept());
/** The list of the other screens is open. */
export const choosing = signal(false);

export function goTo(place: PlaceName): void {
  elsewhere.value = place;
  keeping.write(KEPT, place);
}

export function backToDesk(): void {
  elsewhere.value = null;
  choosing.value = false;
  keeping.remove(KEPT);
}
