import { signal } from "@preact/signals";
import { keeping } from "../wire/keeping";

/** Whether "I need help now" is open. It stays so through a reload. */
export const helpIsOpen = signal(keeping.read("help_open") !== null);
helpIsOpen.subscribe((open) => {
  if (open) keeping.write("help_open", "yes");
  else keeping.remove("help_open");
});
