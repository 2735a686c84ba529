// What somebody reads who was sanctioned. The console shows a moderator the same words before they are sent.

import type { MySanction } from "../generated/wire";
import { whenOf } from "../strings/clock";
import { say } from "../strings/everywhere";

export function sanctionWords(of: Pick<MySanction, "kind" | "title" | "until" | "reason">): string {
  const when = whenOf(of.until ?? 0);
  const words = {
    nudge: () => say("decided.nudge"),
    warning: () => say("decided.warning"),
    mute: () => say("decided.mute", { room: of.title ?? "", when }),
    time_out: () => say("decided.time_out", { when }),
    removal: () => say("decided.removal", { room: of.title ?? "", when }),
    suspension: () => say("decided.suspension", { when }),
  }[of.kind]();
  return of.reason ? `${words} ${say("decided.because", { reason: of.reason })}` : words;
}
