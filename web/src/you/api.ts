// The routes that only this page uses.

import type {
  HandOverAnswer,
  Me,
  MyFollowUp,
  MyHandOvers,
  MySessions,
  NewPassphrase,
  NewTotp,
  Recovering,
  RecoveryMade,
  RecoveryWords,
  SecondProofs,
  Totp,
} from "../generated/wire";
import { call, callWithWork } from "../wire/api";
import { proved } from "../wire/proving";

const part = encodeURIComponent;
const session = (id: string) => `/api/me/sessions/${part(id)}`;

export const changePassphrase = (wanted: NewPassphrase) => call("PUT", "/api/me/passphrase", wanted);
export const readSessions = () => call<MySessions>("GET", "/api/me/sessions");
export const nameSession = (id: string, name: string) => call("PUT", session(id), { name });
export const endSession = (id: string) => call("DELETE", session(id));
export const endAllSessions = () => call("DELETE", "/api/me/sessions");

export const recover = (given: Recovering) => callWithWork<Me>("/api/recovery", given);
export const readRecovery = () => call<RecoveryMade>("GET", "/api/me/recovery");
export const makeRecovery = () => proved(() => call<RecoveryWords>("POST", "/api/me/recovery"));
export const forgetRecovery = () => proved(() => call("DELETE", "/api/me/recovery"));

export const followUp = () => call<MyFollowUp>("GET", "/api/me/follow-up");
export const chooseFollowUp = (at: number) => call<MyFollowUp>("PUT", "/api/me/follow-up", { at });
export const declineFollowUp = () => call<MyFollowUp>("DELETE", "/api/me/follow-up");
export const handOvers = () => call<MyHandOvers>("GET", "/api/me/hand-overs");
export const answerHandOver = (id: string, answer: HandOverAnswer) =>
  call<MyHandOvers>("PUT", `/api/me/hand-overs/${part(id)}`, answer);
export const newTotp = () => proved(() => call<NewTotp>("POST", "/api/me/totp"));
export const setUpTotp = (app: Totp) => proved(() => call("PUT", "/api/me/totp", app));
export const readSecondProofs = () => call<SecondProofs>("GET", "/api/me/second");
