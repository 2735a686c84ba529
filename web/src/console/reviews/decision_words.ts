// What a decision comes down to, in words.

import { say } from "../../strings/console";

const DECISIONS: { readonly [decision: string]: (() => string) | undefined } = {
  nothing: () => say("decision.nothing"),
  message: () => say("decision.message"),
  talked: () => say("decision.talked"),
  sanction: () => say("decision.sanction"),
  handed_over: () => say("decision.handed_over"),
};

export const decisionInWords = (decision: string): string =>
  (DECISIONS[decision] ?? (() => decision.replace(/_/g, " ")))();
