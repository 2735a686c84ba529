import type { DutyView, NewTalk, Resting } from "../../generated/wire";
import { say } from "../../strings/console";
import type { PreferenceName } from "./preferences";

const TOPICS: { readonly [topic: string]: (() => string) | undefined } = {
  suicide: () => say("topic.suicide"),
  self_harm: () => say("topic.self_harm"),
  children: () => say("topic.children"),
  violence: () => say("topic.violence"),
  sexual: () => say("topic.sexual"),
  hate: () => say("topic.hate"),
};

export const topicInWords = (topic: string): string => TOPICS[topic]?.() ?? topic;

export const whyResting: { readonly [Why in Resting["why"]]: () => string } = {
  severe: () => say("rest.severe"),
  budget: () => say("rest.budget"),
  hours: () => say("rest.hours"),
};

export const whatIsNear: { readonly [What in NonNullable<DutyView["near"]>]: () => string } = {
  shift: () => say("near.shift"),
  week: () => say("near.week"),
  hours: () => say("near.hours"),
};

export const colleagueRests: {
  readonly [Why in Resting["why"]]: (name: string, time: string) => string;
} = {
  severe: (name, time) => say("team.severe", { name, time }),
  budget: (name, time) => say("team.budget", { name, time }),
  hours: (name, time) => say("team.hours", { name, time }),
};

export const preferenceInWords: { readonly [Name in PreferenceName]: () => string } = {
  sound: () => say("prefer.sound"),
  notices: () => say("prefer.notices"),
  blur: () => say("prefer.blur"),
  grey: () => say("prefer.grey"),
};

export const kindInWords: { readonly [Kind in NewTalk["kind"]]: () => string } = {
  ask: () => say("talks.ask"),
  debrief: () => say("talks.debrief"),
  note: () => say("talks.note"),
};
