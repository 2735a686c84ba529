// The rooms that anybody can see, and whether somebody is on duty. Read again whenever they are shown, and now and then
// for those who have no line; whoever has one is told by it when somebody goes on duty or off.

import { signal } from "@preact/signals";
import type { RoomCard, Rooms } from "../generated/wire";
import * as api from "../wire/api";

const AGAIN = 20_000;

export const openRooms = signal<Rooms | null>(null);

/** Whether a moderator is on duty. Null: not known yet. */
export const staffed = signal<boolean | null>(null);

/** The last attempt to read them failed. */
export const roomsUnreachable = signal(false);

export async function fetchRooms(): Promise<void> {
  try {
    openRooms.value = await api.rooms();
    staffed.value = openRooms.value.staffed;
    roomsUnreachable.value = false;
  } catch {
    roomsUnreachable.value = true;
  }
}

export function setStaffed(on: boolean): void {
  staffed.value = on;
  if (openRooms.value) openRooms.value = { ...openRooms.value, staffed: on };
}

/** Read again while somebody looks at the page and `unless` does not hold. */
export function keepReading(unless: () => boolean): void {
  setInterval(() => {
    if (!document.hidden && !unless()) void fetchRooms();
  }, AGAIN);
}

export const cardOf = (slug: string | null | undefined): RoomCard | null =>
  openRooms.value?.rooms.find((room) => room.slug === slug) ?? null;
