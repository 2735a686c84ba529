import { say } from "../strings/peers";
import { card } from "./card";
import { EMERGENCY } from "./card_panel";
import { helpIsOpen } from "./help_open";
import { country, helpOf } from "./helplines";

/** The card while a moderator is talking with somebody: the number stays at hand, and the moderator's words in view. */
export function CardStrip() {
  const shown = card.value;
  if (!shown) return null;
  const emergency = EMERGENCY[shown.name] && helpOf(country.value)?.emergency;
  return (
    <div class="card-strip">
      {emergency && (
        <a class="button strong" href={`tel:${emergency}`}>
          {say("service.call", { number: emergency })}
        </a>
      )}
      <button type="button" onClick={() => (helpIsOpen.value = true)}>
        {say("cards.more")}
      </button>
    </div>
  );
}
