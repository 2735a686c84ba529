// The page of one's own account is the peers': it is told who is here, and where to come back to.

import type { Me } from "../generated/wire";
import { keeping } from "../wire/keeping";

export function toAccount(me: Me): void {
  keeping.write("me", JSON.stringify(me));
  keeping.write("back", "/console");
  location.assign("/you");
}
