import { useEffect } from "preact/hooks";
import type { MyRoom } from "../generated/wire";
import { say } from "../strings/peers";
import { Coverage } from "./coverage";
import { rooms } from "./line";
import { fetchRooms, openRooms } from "./open_rooms";
import { company, ended } from "./told";

/** At the top of a private conversation: whether somebody is there, who may read it, and how long it is kept. */
export function ConversationFacts({ room }: { room: MyRoom }) {
  const over = ended.value.has(room.id);
  return (
    <div class="facts-line">
      {!over && <WhoIsThere room={room} />}
      <p id="who-reads">{say("conversation.who_reads")}</p>
    </div>
  );
}

/** The truth of this moment: here is who has this on screen now, and a moderator who has gone is said to have gone. */
function WhoIsThere({ room }: { room: MyRoom }) {
  const { here } = rooms.state(room.id).value;
  const who = company.value.get(room.id);
  useEffect(() => void fetchRooms(), [who]); // another may have gone off duty, too
  const staffed = openRooms.value?.staffed;
  const isHere = here !== null && here > 1;
  return (
    <div role="status">
      {isHere || who === "moderator" ? (
        <Coverage staffed words={say(isHere ? "conversation.here" : "conversation.away")} />
      ) : staffed === undefined ? null : (
        <Coverage
          staffed={staffed}
          words={say(WAITING[who === "gone" ? "gone" : "asked"][staffed ? 0 : 1])}
        />
      )}
    </div>
  );
}

/** With somebody on duty, and with nobody. */
const WAITING = {
  asked: ["conversation.asked", "conversation.asked_nobody"],
  gone: ["conversation.gone", "conversation.gone_nobody"],
} as const;
