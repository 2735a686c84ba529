import { say } from "../strings/peers";
import { Coverage } from "./coverage";
import { me } from "./session";

/** Whether a moderator is on duty, and what to do instead when nobody is. */
export function OnDuty({ staffed }: { staffed: boolean | null }) {
  const nobody = me.value ? "coverage.nobody" : "coverage.nobody_visitor";
  return <Coverage staffed={staffed} words={say(staffed ? "coverage.staffed" : nobody)} />;
}
