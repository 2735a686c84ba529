// What can be said of what, in the order in which it is offered. What follows from each, the server decides.

import type { Report } from "../generated/wire";

export type What = "message" | "member" | "room";

const OF_ROOM = ["hurt", "sexual", "contact", "spam", "child"] as const;

export const REASONS: { readonly [W in What]: readonly Report["reason"][] } = {
  message: [...OF_ROOM, "worried", "other"],
  member: [...OF_ROOM, "worried", "other"],
  room: [...OF_ROOM, "other"],
};
