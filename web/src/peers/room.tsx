import { useEffect } from "preact/hooks";
import type { MyRoom } from "../generated/wire";
import { say } from "../strings/peers";
import { Announcer } from "./announcer";
import { AskModerator } from "./ask_moderator";
import { card } from "./card";
import { Composer } from "./composer";
import { ConversationFacts } from "./conversation_facts";
import { DecisionLine } from "./decision_line";
import { HelpCards } from "./help_cards";
import { rooms } from "./line";
import { MessageLog } from "./message_log";
import { fetchRooms } from "./open_rooms";
import { RoomHead } from "./room_head";
import { SanctionLine } from "./sanction_line";
import { barIn } from "./sanctions";
import { dropRoom, me, roomById } from "./session";
import { ended, nobodyYet } from "./told";
import { tools } from "./tools";
import { TypingLine } from "./typing_line";
import { go } from "./view";

/** A room one is in. */
export function OpenRoom({ id }: { id: string }) {
  const room = roomById.value.get(id);
  const closed = room !== undefined && barIn(room)?.kind === "suspension";
  useEffect(() => {
    if (!closed) rooms.open(id);
    void fetchRooms();
    return () => {
      if (room?.kind !== "conversation") rooms.shut(id); // see conversations.ts
    };
  }, [id, room?.kind, closed]);
  if (!room) return <Missing id={id} />;
  return <Inside room={room} />;
}

function Inside({ room }: { room: MyRoom }) {
  const state = rooms.state(room.id);
  const { gone } = state.value;
  const isConversation = room.kind === "conversation";
  const over = ended.value.has(room.id);
  const bar = barIn(room);
  const small = isConversation && moderatorHasSpoken(room);
  const hasCard = nobodyYet.value !== null || (card.value !== null && !small && !card.value.aside);
  return (
    <section class={hasCard ? "room with-card" : "room"} aria-label={room.title}>
      <RoomHead room={room} />
      {tools.room && <tools.room room={room} />}
      {isConversation && <ConversationFacts room={room} />}
      {room.kind === "channel" && <ChannelFacts />}
      <MessageLog room={room} />
      <Announcer room={room} />
      <HelpCards small={small} atHand={isConversation} />
      <TypingLine room={room} />
      <DecisionLine room={room.id} />
      {gone && !bar && <p class="line">{say(GONE[gone])}</p>}
      {bar && <SanctionLine key={bar.id} sanction={bar} />}
      {over && (
        <div class="line over">
          <p>{say(room.kind === "channel" ? "channel.over" : "conversation.ended")}</p>
          {room.kind !== "channel" && <AskModerator />}
        </div>
      )}
      {!over && !gone && !bar && <Composer room={room} />}
    </section>
  );
}

/** Who may read it, and the way to pause, end or block. */
function ChannelFacts() {
  return (
    <div class="facts-line">
      <p>{say("channel.who_reads")}</p>
      <button type="button" onClick={() => location.replace("/one-to-one")}>
        {say("channel.acts")}
      </button>
    </div>
  );
}

const moderatorHasSpoken = (room: MyRoom): boolean =>
  rooms.state(room.id).value.log.entries.some((message) => message.part === "moderator");

const GONE = {
  left: "room.gone_left",
  removal: "room.gone_removal",
  suspension: "room.gone_removal",
  closed: "room.gone_closed",
} as const;

/** A room that is not, or not yet, on one's list. */
function Missing({ id }: { id: string }) {
  const known = me.value !== null;
  return (
    <section class="room">
      <p class="line">{say("room.not_mine")}</p>
      <p>
        <button
          type="button"
          onClick={() => {
            if (known) dropRoom(id);
            go({ name: "rooms" });
          }}
        >
          {say("rooms.title")}
        </button>
      </p>
    </section>
  );
}
