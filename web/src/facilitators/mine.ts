// The rooms one helps to look after, as the server last said.

import { signal } from "@preact/signals";
import type { FacilitatorAct, MyFacilitating, MyRoomToFacilitate } from "../generated/wire";
import { say } from "../strings/facilitators";
import { say as sayToPeers } from "../strings/peers";
import { call, Refusal } from "../wire/api";

export const mine = signal<MyFacilitating | null>(null);
/** What came of what one did last, or why it could not be done. */
export const told = signal<string | null>(null);

export const roomOf = (id: string): MyRoomToFacilitate | undefined =>
  mine.value?.rooms.find(({ room }) => room === id);

async function answered(says: string | null, ask: () => Promise<MyFacilitating>): Promise<boolean> {
  try {
    mine.value = await ask();
    told.value = says;
    return true;
  } catch (error) {
    told.value = error instanceof Refusal ? error.says : sayToPeers("unreachable");
    return false;
  }
}

const address = (room: string, what: string) => `/api/facilitating/${room}/${what}`;

export const refreshMine = () =>
  answered(told.peek(), () => call<MyFacilitating>("GET", "/api/facilitating"));

export const act = (room: string, wanted: FacilitatorAct) =>
  answered(null, () => call<MyFacilitating>("POST", address(room, "acts"), wanted));

export const hide = (room: string, message: string) =>
  answered(say("tools.hidden"), () => call<MyFacilitating>("POST", address(room, "hidden"), { message }));

export const callModerator = (room: string) =>
  answered(say("tools.called"), () => call<MyFacilitating>("POST", address(room, "calls")));
