// The console's routes of shifts.

import type { NewShift, Roster } from "../generated/wire";
import { call } from "../wire/api";

const ROSTER = "/api/console/roster";
export const readRoster = () => call<Roster>("GET", ROSTER);
export const planShift = (wanted: NewShift) => call<Roster>("POST", ROSTER, wanted);
export const unplanShift = (id: string) => call<Roster>("DELETE", `${ROSTER}/${encodeURIComponent(id)}`);
