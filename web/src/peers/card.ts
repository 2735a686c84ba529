// The help card on screen, if any. The same card may be named twice, by the answer to a message and by a notice:
// it is shown once, and what was closed stays closed.

import { signal } from "@preact/signals";
import { keeping } from "../wire/keeping";
import { markSeen, seen } from "./seen";

/** From the most to the least pressing. A less pressing card never takes the place of a more pressing one. */
const CARDS = ["emergency", "crisis", "warm", "youth", "abuse", "helper", "services", "options"] as const;
export type CardName = (typeof CARDS)[number];

export interface Card {
  name: CardName;
  /** The code of a sentence more, if the answer to the message named one. */
  says: string | null;
  /** Whatever stands for its cause: the message's `client_id`, the notice's id. */
  causes: readonly string[];
  /** Its words have been read and made room; the number stays at hand. */
  aside?: boolean;
}

/** For how long a card that was not closed comes back with its page. */
const STAYS = 12 * 60 * 60 * 1000;

function kept(): Card | null {
  const { card, at } = JSON.parse(keeping.read("card") ?? "{}") as { card?: Card; at?: number };
  return card && Date.now() - (at ?? 0) < STAYS ? card : null;
}

export const card = signal<Card | null>(kept());
card.subscribe((shown) => {
  if (shown) keeping.write("card", JSON.stringify({ card: shown, at: Date.now() }));
  else keeping.remove("card");
});

/** A card this page does not know is still help: it is shown with the plainest words. */
const known = (name: string): CardName => CARDS.find((one) => one === name) ?? "services";

export interface Offered {
  name: string | null | undefined;
  says?: string | null | undefined;
}

export function offerCard({ name, says }: Offered, ...from: readonly (string | null | undefined)[]): void {
  const causes = from.filter((cause): cause is string => typeof cause === "string");
  if (!name || causes.some(seen)) return;
  const shown = card.peek();
  if (shown && causes.some((cause) => shown.causes.includes(cause))) {
    card.value = { ...shown, says: says ?? shown.says, causes: [...new Set([...shown.causes, ...causes])] };
    return;
  }
  const offered = known(name);
  if (shown && CARDS.indexOf(shown.name) < CARDS.indexOf(offered)) {
    markSeen(...causes);
    return;
  }
  if (shown) markSeen(...shown.causes);
  card.value = { name: offered, says: says ?? null, causes };
}

export function putCardAside(): void {
  if (card.value) card.value = { ...card.value, aside: true };
}

export function closeCard(): void {
  if (card.value) markSeen(...card.value.causes);
  card.value = null;
}
