// Ready phrases for a reason: a short name to find it by, and the words that go into the field, where they can be changed.

import { say } from "../../strings/console";
import type { ReasonedActName } from "./acts";

export interface Phrase {
  name: string;
  text: string;
}

const method = () => ({ name: say("phrase.method"), text: say("phrase.method_text") });
const dose = () => ({ name: say("phrase.dose"), text: say("phrase.dose_text") });
const identify = () => ({ name: say("phrase.identify"), text: say("phrase.identify_text") });
const hurtful = () => ({ name: say("phrase.hurtful"), text: say("phrase.hurtful_text") });
const inPrivate = () => ({ name: say("phrase.private"), text: say("phrase.private_text") });
const welcome = () => ({ name: say("phrase.welcome"), text: say("phrase.welcome_text") });
const told = () => [method(), dose(), identify(), hurtful(), inPrivate(), welcome()];

const outcomes = () => [
  { name: say("phrase.talked"), text: say("phrase.talked_text") },
  { name: say("phrase.helped"), text: say("phrase.helped_text") },
  { name: say("phrase.left"), text: say("phrase.left_text") },
  { name: say("phrase.figure"), text: say("phrase.figure_text") },
  { name: say("phrase.rules"), text: say("phrase.rules_text") },
];

export function phrasesFor(name: ReasonedActName): Phrase[] {
  if (name === "ask_hand_over" || name === "hand_over") return [];
  return name === "close" ? outcomes() : told();
}
