// What whoever is at the console may do, by the names of the server's table.

import { session } from "./session";

export const may = (permission: string): boolean =>
  session.value.kind === "moderator" && session.value.me.may.includes(permission);
