import { AskModerator } from "./ask_moderator";
import { card } from "./card";
import { Card } from "./card_panel";
import { CardStrip } from "./card_strip";
import { NobodyYet } from "./nobody_yet";
import { nobodyYet } from "./told";

/** What is put before somebody for their safety, wherever on this page they are. One at a time: two would fill a phone.
 * `small`: a moderator's words are to stay in view beside it. `atHand`: the number is not to be closed away here. */
export function HelpCards({ small = false, atHand = false }: { small?: boolean; atHand?: boolean }) {
  return (
    <>
      <NobodyYet />
      {!nobodyYet.value &&
        (small || card.value?.aside ? <CardStrip canClose={!atHand} /> : <Card ask={<AskModerator />} />)}
    </>
  );
}
