// Leaving at once, for when somebody comes into the room, in every tab of this browser. What is on screen goes first,
// everything else after it.

import { forgetForGood } from "../wire/keeping";
import { endSession, markExit, onExitElsewhere } from "./unfinished_exit";

/** Where one lands: well known, wanted by anybody at any hour, light, without advertising, and it follows nobody.
 * Going there is the only request to another site that this page ever makes. */
export const NEUTRAL_PLACE = "https://www.wikipedia.org/";

let hangUp = (): void => undefined;

/** What has to fall silent before anything is forgotten. */
export function stopOnLeaving(act: () => void): void {
  hangUp = act;
}

export function leaveQuickly(): void {
  blank();
  markExit();
  endSession().catch(() => undefined);
  location.replace(NEUTRAL_PLACE);
}

function blank(): void {
  document.documentElement.hidden = true;
  hangUp();
  forgetForGood();
}

onExitElsewhere(() => {
  blank();
  location.replace(NEUTRAL_PLACE);
});
