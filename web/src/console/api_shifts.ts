// The console's routes of shifts.

import type { NewPack, NewShift, Roster, ShiftPacks } from "../generated/wire";
import { call } from "../wire/api";

const ROSTER = "/api/console/roster";
export const readRoster = () => call<Roster>("GET", ROSTER);
export const planShift = (wanted: NewShift) => call<Roster>("POST", ROSTER, wanted);
export const unplanShift = (id: string) => call<Roster>("DELETE", `${ROSTER}/${encodeURIComponent(id)}`);

const PACKS = "/api/console/shift-packs";
export const readPacks = () => call<ShiftPacks>("GET", PACKS);
export const makePack = (wanted: NewPack) => call<ShiftPacks>("POST", PACKS, wanted);
export const acknowledgePack = (id: string) => call<ShiftPacks>("PUT", `${PACKS}/${encodeURIComponent(id)}`);
