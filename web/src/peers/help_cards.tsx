import { Card } from "./card_panel";
import { NobodyYet } from "./nobody_yet";
import { nobodyYet } from "./told";

/** What is put before somebody for their safety, wherever on this page they are. One at a time: two would fill a phone. */
export function HelpCards() {
  return (
    <>
      <NobodyYet />
      {!nobodyYet.value && <Card />}
    </>
  );
}
