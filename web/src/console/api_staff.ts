// The console's routes of what looks after those who work here.

import type { DutyView, LookedAfter, NewTalk, Supervision, Team } from "../generated/wire";
import { call } from "../wire/api";

const MINE = "/api/console/looked-after";
export const readLookedAfter = () => call<LookedAfter>("GET", MINE);
export const chooseTopics = (topics: string[]) => call<LookedAfter>("PUT", `${MINE}/topics`, { topics });
export const liftRest = () => call<DutyView>("DELETE", `${MINE}/rest`);
export const readTeam = () => call<Team>("GET", "/api/console/team");

const TALKS = "/api/console/supervision";
export const readTalks = () => call<Supervision>("GET", TALKS);
export const sayTalk = (wanted: NewTalk) => call<Supervision>("POST", TALKS, wanted);
export const answerTalk = (id: string) => call<Supervision>("PUT", `${TALKS}/${encodeURIComponent(id)}`);
