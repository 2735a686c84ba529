import type { MyRoom } from "../generated/wire";
import { say } from "../strings/peers";
import { Coverage } from "./coverage";
import { rooms } from "./line";
import { openRooms } from "./open_rooms";
import { ended } from "./told";

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

function WhoIsThere({ room }: { room: MyRoom }) {
  const { log, here } = rooms.state(room.id).value;
  const staffed = openRooms.value?.staffed;
  if (here !== null && here > 1) return <Coverage staffed words={say("conversation.here")} />;
  if (staffed === undefined || log.entries.some((message) => message.part === "moderator")) return null;
  const words = staffed ? say("conversation.asked") : say("conversation.asked_nobody");
  return <Coverage staffed={staffed} words={words} />;
}
