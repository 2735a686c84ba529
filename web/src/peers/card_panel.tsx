import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { say } from "../strings/everywhere";
import { type CardName, card, closeCard } from "./card";
import { CardHead } from "./card_head";
import { cardWords } from "./card_words";
import { focusLog, putKeyboardAway } from "./focus";
import { helpIsOpen } from "./help_open";
import { country, emergencyOf, helpMissing, helpOf } from "./helplines";
import { NoNumbers } from "./no_numbers";
import { FirstService, MoreOf, Service } from "./service";
import { Emergency, linesOf, NoLine } from "./services";

/** The heading, the words, and what is said before help lines where there are any. */
const WORDS = {
  emergency: ["cards.emergency_title", "cards.emergency", undefined],
  crisis: ["cards.crisis_title", "cards.crisis", "cards.crisis_lines"],
  youth: ["cards.youth_title", "cards.youth", "cards.youth_lines"],
  abuse: ["cards.abuse_title", "cards.abuse", "cards.abuse_lines"],
  warm: ["cards.warm_title", "cards.warm", "cards.warm_lines"],
  helper: ["cards.helper_title", "cards.helper", "cards.helper_lines"],
  services: ["cards.services_title", "cards.services", "cards.services_lines"],
  options: ["cards.options_title", "cards.options", "cards.options_lines"],
} as const;

/** Where a life may be in danger, the emergency number is part of the card: first of all, or after the help lines. */
export const EMERGENCY: Partial<Record<CardName, "first" | "last">> = {
  emergency: "first",
  crisis: "last",
  helper: "last",
  youth: "last",
  abuse: "last",
};

/** Help, at once and calmly. It goes when one closes it and does not come again. `ask`: the way to a moderator. */
export function Card({ ask }: { ask: ComponentChildren }) {
  const shown = card.value;
  return (
    <>
      <p class="unseen" role="alert">
        {shown && say(WORDS[shown.name][0])}
      </p>
      {shown && <Help name={shown.name} says={cardWords(shown.says)} ask={ask} />}
    </>
  );
}

/** What one needs first is in view without scrolling, on a small phone too: a number, somebody who listens, a moderator.
 * The rest is folded. */
function Help({ name, says, ask }: { name: CardName; says: string | null; ask: ComponentChildren }) {
  const [title, words, lead] = WORDS[name];
  const help = helpOf(country.value);
  const numbers = emergencyOf(country.value);
  const [line, other] = help ? linesOf(help, name) : [];
  const emergency = EMERGENCY[name];
  const urgent = emergency === "first";
  useEffect(() => {
    if (emergency) putKeyboardAway();
  }, [emergency]);
  const inWords = (
    <p>
      {says && urgent && says} {say(words)} {lead && line && say(lead)}{" "}
      {name === "emergency" && say("cards.where_are_you")}
    </p>
  );
  return (
    <section class={urgent ? "help-card urgent" : "help-card"} aria-labelledby="card-title">
      <CardHead
        id="card-title"
        title={say(title)}
        close={() => {
          closeCard();
          focusLog();
        }}
      />
      {!urgent && inWords}
      {numbers && urgent && <Emergency help={numbers} />}
      {line && <FirstService service={line} />}
      <div class="actions">{ask}</div>
      {urgent && inWords}
      {numbers && emergency === "last" && <Emergency help={numbers} />}
      {help && !line && <NoLine help={help} />}
      {!help && helpMissing(country.value) && <NoNumbers />}
      {says && !urgent && <p>{says}</p>}
      <details>
        <summary>{say("cards.details")}</summary>
        {line && (
          <div class="service">
            <h3>{line.name}</h3>
            <MoreOf service={line} />
          </div>
        )}
        {other && <p class="if-nobody">{say("service.if_nobody")}</p>}
        {other && <Service service={other} />}
        {help?.few && line && <p class="soft">{say("service.few", { country: help.name })}</p>}
        <button type="button" onClick={() => (helpIsOpen.value = true)}>
          {say("cards.more")}
        </button>
        <p class="soft">{say("cards.automatic")}</p>
      </details>
    </section>
  );
}
