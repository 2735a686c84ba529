import { useEffect } from "preact/hooks";
import { say } from "../strings/peers";
import { AskModerator } from "./ask_moderator";
import { type CardName, card, closeCard } from "./card";
import { CardHead } from "./card_head";
import { focusLog, putKeyboardAway } from "./focus";
import { helpIsOpen } from "./help_open";
import { country, helpMissing, helpOf } from "./helplines";
import { NoNumbers } from "./no_numbers";
import { cardWords } from "./notice_words";
import { Emergency, Services } from "./services";

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

/** Help, at once and calmly. It goes when one closes it and does not come again. */
export function Card() {
  const shown = card.value;
  return (
    <>
      <p class="unseen" role="alert">
        {shown && say(WORDS[shown.name][0])}
      </p>
      {shown && <Help name={shown.name} says={cardWords(shown.says)} />}
    </>
  );
}

function Help({ name, says }: { name: CardName; says: string | null }) {
  const [title, words, lead] = WORDS[name];
  const help = helpOf(country.value);
  const emergency = EMERGENCY[name];
  useEffect(() => {
    if (emergency) putKeyboardAway();
  }, [emergency]);
  return (
    <section class={emergency === "first" ? "help-card urgent" : "help-card"} aria-labelledby="card-title">
      <CardHead
        id="card-title"
        title={say(title)}
        close={() => {
          closeCard();
          focusLog();
        }}
      />
      {help && emergency === "first" && <Emergency help={help} />}
      <p>
        {say(words)} {lead && help && help.services.length > 0 && say(lead)}
      </p>
      {name === "emergency" && <p>{say("cards.where_are_you")}</p>}
      {says && emergency === "first" && <p>{says}</p>}
      {help && <Services help={help} most={2} first={name === "youth" ? "youth" : undefined} />}
      {help && emergency === "last" && <Emergency help={help} />}
      {!help && helpMissing(country.value) && <NoNumbers />}
      {says && emergency !== "first" && <p>{says}</p>}
      <div class="actions">
        <AskModerator />
        <button type="button" onClick={() => (helpIsOpen.value = true)}>
          {say("cards.more")}
        </button>
      </div>
      <p class="soft">{say("cards.automatic")}</p>
    </section>
  );
}
