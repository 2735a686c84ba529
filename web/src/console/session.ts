// Who is at the console. The session itself is a cookie that no script can read, so the server is asked.

import { signal } from "@preact/signals";
import type { Me } from "../generated/wire";
import * as api from "../wire/api";
import { forgetEverything, keeping } from "../wire/keeping";
import { outbox } from "./desk/line";

export type Session =
  | { kind: "asking" }
  | { kind: "unreachable" }
  | { kind: "nobody"; says: string | null } // why the last session ended, if there was one
  | { kind: "unproven"; me: Me } // staff, but for their second proof
  | { kind: "peer"; me: Me } // signed in, but cases are not open to them
  | { kind: "moderator"; me: Me };

export const session = signal<Session>({ kind: "asking" });

/** The code of a staff link. It stays in the address until it is used, so that a reload keeps it. */
export const invitation = signal<string | null>(new URLSearchParams(location.hash.slice(1)).get("invite"));

/** The code of a role that is offered to whoever has an account, as `invitation` is to somebody new. */
export const roleOffered = signal<string | null>(new URLSearchParams(location.hash.slice(1)).get("role"));

export function forgetRole(): void {
  roleOffered.value = null;
  history.replaceState(null, "", location.pathname);
}

export async function whoIsHere(): Promise<void> {
  try {
    enter(await api.me());
  } catch (error) {
    if (error instanceof api.Refusal) session.value = { kind: "nobody", says: null };
    else if (session.value.kind === "asking") session.value = { kind: "unreachable" };
  }
}

export function enter(me: Me): void {
  // What somebody else left unsent in this tab is not sent in this person's name.
  const owner = keeping.read("owner");
  if (owner !== null && owner !== me.pseudonym) forgetWords();
  keeping.write("owner", me.pseudonym);
  const kind = kindOf(me);
  if (kind !== "peer") useUpInvitation();
  session.value = { kind, me };
}

function kindOf(me: Me): "moderator" | "unproven" | "peer" {
  if (me.may.includes("case.list")) return "moderator";
  return me.roles.includes("unproven") ? "unproven" : "peer";
}

function forgetWords(): void {
  outbox.forget();
  forgetEverything();
}

function useUpInvitation(): void {
  if (invitation.value === null) return;
  invitation.value = null;
  history.replaceState(null, "", location.pathname);
}

/** The session is over and not by its owner's wish: what was typed is kept for when they are back. */
export function sessionEnded(says: string | null): void {
  session.value = { kind: "nobody", says };
}

export async function signOut(): Promise<void> {
  await api.signOut();
  forgetWords();
  session.value = { kind: "nobody", says: null };
}

/** Some refusals are about the session, not about what was asked. */
export function noticeRefusal(error: unknown): void {
  if (!(error instanceof api.Refusal)) return;
  if (error.status === 401) sessionEnded(error.says);
  else if (error.code === "not_allowed") void whoIsHere();
}
