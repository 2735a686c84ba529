// How many are here, said so that nobody takes themselves for company.

import { say } from "../strings/peers";

/** Seen from outside. */
export const hereWords = (count: number): string =>
  count === 0 ? say("room.here_nobody") : say("room.here", { count });

/** Seen from inside: oneself is one of them. */
export const hereWithMe = (count: number): string =>
  count <= 1 ? say("room.here_alone") : say("room.here", { count });
