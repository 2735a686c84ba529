import { say } from "../strings/peers";
import { Coverage } from "./coverage";
import { PlainPageLink } from "./help_page_link";
import { openRooms } from "./open_rooms";
import { me } from "./session";

/** Whether a moderator is on duty, what to do instead when nobody is, and what is planned. */
export function OnDuty({ staffed }: { staffed: boolean | null }) {
  const nobody = me.value ? "coverage.nobody" : "coverage.nobody_visitor";
  const hours = openRooms.value?.hours;
  return (
    <>
      <Coverage
        staffed={staffed}
        words={`${say(staffed ? "coverage.staffed" : nobody)} ${hours ? hours[staffed ? "staffed" : "nobody"] : ""}`}
      />
      <PlainPageLink page="/hours" words={say("coverage.hours")} />
    </>
  );
}
