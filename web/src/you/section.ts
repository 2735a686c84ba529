// Which part of the page is shown. Kept in this tab, as everything about where one is; never in the address.

import { signal } from "@preact/signals";
import { keeping } from "../wire/keeping";

/** The one part that is for who is signed in nowhere. The page where people talk names it before it comes here. */
export const WAY_IN = "way_in";

export const section = signal<string | null>(keeping.read("you"));

section.subscribe((name) => {
  if (name) keeping.write("you", name);
  else keeping.remove("you");
});
