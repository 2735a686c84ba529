// Why something was handed over without asking, as it is said to the person.

import type { MyHandOver } from "../generated/wire";
import { say } from "../strings/you";

const GROUNDS: { readonly [Ground in Exclude<MyHandOver["ground"], "consent">]: () => string } = {
  life: () => say("hand_over.life"),
  another: () => say("hand_over.another"),
  court: () => say("hand_over.court"),
};

export const groundToThem = (ground: keyof typeof GROUNDS): string => GROUNDS[ground]();
