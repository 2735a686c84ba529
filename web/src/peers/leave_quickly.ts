// Leaving at once, for when somebody comes into the room. What is on screen goes first, everything else after it.

import { forgetEverything } from "../wire/keeping";
import { socket } from "./line";

/** Where one lands: well known, wanted by anybody at any hour, light, without advertising, and it follows nobody.
 * Going there is the only request to another site that this page ever makes. */
export const NEUTRAL_PLACE = "https://www.wikipedia.org/";

export function leaveQuickly(): void {
  document.documentElement.hidden = true;
  socket.stop();
  forgetEverything();
  // `keepalive` lets the request outlive the page; a beacon could not say DELETE.
  void fetch("/api/session", { method: "DELETE", keepalive: true }).catch(() => undefined);
  location.replace(NEUTRAL_PLACE);
}
