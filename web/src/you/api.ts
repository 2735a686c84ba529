// The routes that only this page uses.

import type { MySessions, NewPassphrase } from "../generated/wire";
import { call } from "../wire/api";

const part = encodeURIComponent;
const session = (id: string) => `/api/me/sessions/${part(id)}`;

export const changePassphrase = (wanted: NewPassphrase) => call("PUT", "/api/me/passphrase", wanted);
export const readSessions = () => call<MySessions>("GET", "/api/me/sessions");
export const nameSession = (id: string, name: string) => call("PUT", session(id), { name });
export const endSession = (id: string) => call("DELETE", session(id));
export const endAllSessions = () => call("DELETE", "/api/me/sessions");
