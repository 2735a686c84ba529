// The rooms as the server last listed them, while they are on screen; what is done with them; which of them one reads.

import { effect, signal, untracked } from "@preact/signals";
import type { LiveRoom, LiveRooms, ReachedOut, RoomAct } from "../../generated/wire";
import { call, leave } from "../../wire/api";
import { noteName } from "../desk/conversations";
import { rooms } from "../desk/line";
import { oneAtATime } from "../desk/one_at_a_time";
import { openCase } from "../desk/open_case";
import { backToDesk } from "../elsewhere/elsewhere";
import { inWords } from "../in_words";

export const chosen = signal<string | null>(null);
export const view = signal<LiveRooms | null>(null);
export const roomsTrouble = signal<string | null>(null);
/** What is asked about before it is done: an act on the room, or whom to talk with. */
export type Asked = { act: RoomAct["act"] } | { talk: string; alias: string };
export const asked = signal<Asked | null>(null);

export const room = (): LiveRoom | undefined => view.value?.rooms.find(({ id }) => id === chosen.value);

const address = (id: string) => `/api/console/rooms/${encodeURIComponent(id)}`;

export const refreshRooms = oneAtATime(async () => {
  await answered(() => call<LiveRooms>("GET", "/api/console/rooms"));
});

let turns = 0;
let newest = 0;

/** True where it was done. What was asked for later stays on screen, whichever answer comes first. */
async function answered(ask: () => Promise<LiveRooms>): Promise<boolean> {
  const turn = ++turns;
  try {
    const now = await ask();
    if (turn < newest) return true;
    newest = turn;
    view.value = now;
    roomsTrouble.value = null;
    for (const { id, title } of now.rooms) noteName(id, title);
    return true;
  } catch (error) {
    roomsTrouble.value = inWords(error);
    return false;
  }
}

export async function actOnRoom(wanted: RoomAct): Promise<void> {
  const [id, question] = [chosen.value, asked.value];
  const isDone = id && (await answered(() => call<LiveRooms>("POST", `${address(id)}/acts`, wanted)));
  if (isDone && asked.value === question) asked.value = null; // one may have begun something else meanwhile
}

export async function undoOnRoom(): Promise<void> {
  const since = room()?.since;
  if (since) await actOnRoom({ act: "undo", undoes: since.id });
}

export async function watchRoom(on: boolean): Promise<void> {
  const id = chosen.value;
  if (id) await answered(() => call<LiveRooms>("PUT", `${address(id)}/watch`, { on }));
}

export async function joinRoom(): Promise<void> {
  const id = chosen.value;
  if (id) await answered(() => call<LiveRooms>("POST", `${address(id)}/membership`));
}

export async function leaveRoom(): Promise<void> {
  const id = chosen.value;
  if (!id) return;
  await leave(id).catch((error) => {
    roomsTrouble.value = inWords(error);
  });
  await refreshRooms();
}

export async function appoint(name: string, days: number | null): Promise<boolean> {
  const id = chosen.value;
  const wanted = days === null ? { name } : { name, days };
  return id !== null && (await answered(() => call<LiveRooms>("PUT", `${address(id)}/facilitators`, wanted)));
}

/** Goes on in a case that one has then. */
export async function reachOut(member: string, reason: string): Promise<void> {
  const id = chosen.value;
  if (!id) return;
  try {
    const { case: opened } = await call<ReachedOut>("POST", `${address(id)}/conversations`, {
      member,
      reason,
    });
    backToDesk();
    await openCase(opened);
  } catch (error) {
    roomsTrouble.value = inWords(error);
  }
}

export function choose(id: string): void {
  chosen.value = id;
  asked.value = null;
  roomsTrouble.value = null;
}

/** Asks first, for what reaches the whole room; an act that is not possible now is passed over. */
export function begin(act: RoomAct["act"]): void {
  if (!room()?.acts.includes(act)) return;
  if (act === "undo") void undoOnRoom();
  else asked.value = { act };
}

/** The room that one has joined is read while it is on screen: its members are told that one is here. Returns what ends
 * it. */
export function readOnScreen(): () => void {
  let read: string | null = null;
  const turn = (to: string | null): void => {
    if (read === to) return;
    if (read !== null) rooms.shut(read);
    read = to;
    if (to !== null) rooms.open(to);
  };
  const end = effect(() => {
    const there = room()?.member_id ? chosen.value : null;
    untracked(() => turn(there));
  });
  return () => {
    end();
    turn(null);
    asked.value = null;
    view.value = null;
    roomsTrouble.value = null;
  };
}
