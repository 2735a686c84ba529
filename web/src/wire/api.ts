// The HTTP API, typed. Two things can go wrong, and each is a kind of its own:
// `Refusal`, when the server answered no and said why; `Unreachable`, when no usable answer came.

import type {
  Appeal,
  Asked,
  AskForModerator,
  Complaint,
  Consent,
  Countries,
  Help,
  History,
  Looks,
  Me,
  MyRoom,
  Problem,
  Pseudonyms,
  Receipt,
  Registration,
  Report,
  Reported,
  RoomCard,
  Rooms,
  SignIn,
  Waiting,
} from "../generated/wire";
import { workOut } from "./work";

const DEADLINE = 20_000;

/** The server's no: `code` is stable, `says` is plain words, `field` names the field it is about. */
export class Refusal extends Error {
  readonly code: string;
  readonly says: string;
  readonly field: string | null;
  readonly retryAfter: number | null;
  /** What has to be worked out first (`work.ts`). */
  readonly work: string | undefined;
  /** What else is wrong with a form. */
  readonly also: readonly Problem[];

  constructor(
    readonly status: number,
    problem: Problem,
  ) {
    super(problem.code);
    this.name = "Refusal";
    this.code = problem.code;
    this.says = problem.says;
    this.field = problem.field ?? null;
    this.retryAfter = problem.retry_after ?? null;
    this.also = problem.also ?? [];
    this.work = problem.work ?? undefined;
  }
}

/** No answer of ours: no network, a server that is down, or something in between that spoke for it. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** One request. `T` is what the route answers with; 204 answers nothing. */
export async function call<T = void>(method: Method, path: string, body?: unknown): Promise<T> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), DEADLINE);
  try {
    const response = await fetch(path, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      signal: deadline.signal,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { "Content-Type": "application/json" },
      }),
    });
    const text = await response.text();
    if (response.ok) return (text ? JSON.parse(text) : undefined) as T;
    const problem = JSON.parse(text) as Problem;
    if (typeof problem.code !== "string") throw new Unreachable();
    throw new Refusal(response.status, problem);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Unreachable();
  } finally {
    clearTimeout(timer);
  }
}

/** As a POST with `call`; where the server asks for work first, it is done and sent along. */
export async function callWithWork<T>(path: string, body: object): Promise<T> {
  try {
    return await call<T>("POST", path, body);
  } catch (error) {
    if (!(error instanceof Refusal && error.work)) throw error;
    return call<T>("POST", path, { ...body, work: await workOut(error.work) });
  }
}

const part = encodeURIComponent;

export const rooms = () => call<Rooms>("GET", "/api/rooms");
export const roomCard = (slug: string) => call<RoomCard>("GET", `/api/rooms/${part(slug)}`);
export const pseudonyms = () => call<Pseudonyms>("GET", "/api/pseudonyms");
export const consent = () => call<Consent>("GET", "/api/consent");
export const countries = () => call<Countries>("GET", "/api/countries");
export const help = (country: string) => call<Help>("GET", `/api/help/${part(country)}`);

export const register = (registration: Registration) => callWithWork<Me>("/api/accounts", registration);
export const signIn = (signIn: SignIn) => callWithWork<Me>("/api/session", signIn);
export const signOut = () => call("DELETE", "/api/session");
export const me = () => call<Me>("GET", "/api/me");
export const chooseCountry = (country: string) => call<Me>("PUT", "/api/me/country", { country });

export const join = (room: string) => call<MyRoom>("POST", `/api/rooms/${part(room)}/membership`);
export const leave = (room: string) => call("DELETE", `/api/rooms/${part(room)}/membership`);
export const history = (room: string, before: number) =>
  call<History>("GET", `/api/rooms/${part(room)}/messages?before=${before}`);
export const deleteMessage = (message: string) => call("DELETE", `/api/messages/${part(message)}`);
export const appeal = (appeal: Appeal) => call<Receipt>("POST", "/api/appeals", appeal);
export const looks = () => call<Looks>("GET", "/api/me/looks");
export const complaint = () => call<Waiting>("GET", "/api/complaints");
export const complain = (complaint: Complaint) => call<Receipt>("POST", "/api/complaints", complaint);
export const askForModerator = (ask: AskForModerator) => call<Asked>("POST", "/api/help-requests", ask);
export const report = (report: Report) => call<Reported>("POST", "/api/reports", report);
