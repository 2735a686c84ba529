// The rooms that anybody can see, and whether somebody is on duty. Read again whenever they are shown.

import { signal } from "@preact/signals";
import type { RoomCard, Rooms } from "../generated/wire";
import * as api from "../wire/api";

export const openRooms = signal<Rooms | null>(null);

/** The last attempt to read them failed. */
export const roomsUnreachable = signal(false);

export async function fetchRooms(): Promise<void> {
  try {
    openRooms.value = await api.rooms();
    roomsUnreachable.value = false;
  } catch {
    roomsUnreachable.value = true;
  }
}

export const cardOf = (slug: string | null | undefined): RoomCard | null =>
  openRooms.value?.rooms.find((room) => room.slug === slug) ?? null;
