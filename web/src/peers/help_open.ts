import { signal } from "@preact/signals";

/** Whether "I need help now" is open. */
export const helpIsOpen = signal(false);
