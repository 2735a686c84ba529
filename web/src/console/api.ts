// The console's own routes.

import type {
  Act,
  Cases,
  CaseView,
  DutyView,
  NewTotp,
  PutOff,
  Reporters,
  RoleAccepted,
  SecondProofs,
  Totp,
} from "../generated/wire";
import { call } from "../wire/api";
import { proved } from "../wire/proving";

const address = (id: string) => `/api/console/cases/${encodeURIComponent(id)}`;

/** `keep`: one is at the desk, so what one has stays one's own. */
export const readCases = (keep: boolean) => call<Cases>("GET", `/api/console/cases${keep ? "?keep=1" : ""}`);
/** Every look is recorded; `context` asks for the messages that came before, too. */
export const readCase = (id: string, context: boolean) =>
  call<CaseView>("GET", `${address(id)}${context ? "?context=1" : ""}`);
export const carryOut = (id: string, act: Act) =>
  proved(() => call<CaseView>("POST", `${address(id)}/acts`, act));
/** Who reported: every look is recorded. */
export const readReporters = (id: string) => proved(() => call<Reporters>("GET", `${address(id)}/reporters`));
/** Nobody is shown until then who looked at their words in this case. */
export const putOff = (id: string, wanted: PutOff) => call<CaseView>("PUT", `${address(id)}/looks`, wanted);
export const takeRole = (wanted: RoleAccepted) => call("POST", "/api/me/roles", wanted);
export const readDuty = () => call<DutyView>("GET", "/api/console/duty");
export const sayDuty = (on: boolean) => call<DutyView>("PUT", "/api/console/duty", { on });
/** What one has set up to show besides one's passphrase. */
export const readSecondProofs = () => call<SecondProofs>("GET", "/api/me/second");
export const newTotp = () => proved(() => call<NewTotp>("POST", "/api/me/totp"));
export const setUpTotp = (wanted: Totp) => call("PUT", "/api/me/totp", wanted);
/** Off duty, for so many minutes; what one has is handed back. */
export const takeBreak = (minutes: number) =>
  call<DutyView>("PUT", "/api/console/duty", { on: false, break_min: minutes });
