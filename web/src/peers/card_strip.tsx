import { say } from "../strings/peers";
import { card, closeCard } from "./card";
import { EMERGENCY } from "./card_panel";
import { helpIsOpen } from "./help_open";
import { country, helpOf } from "./helplines";

/** The card while somebody talks with a moderator, or waits for one: the number stays at hand, and the words in view. */
export function CardStrip({ canClose }: { canClose: boolean }) {
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
      {canClose && (
        <button type="button" class="quiet" onClick={closeCard}>
          {say("cards.close")}
        </button>
      )}
    </div>
  );
}
