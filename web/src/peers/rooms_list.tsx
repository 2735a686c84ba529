import type { MyRoom } from "../generated/wire";
import { say } from "../strings/peers";
import { invitation } from "./conversations";
import { DecisionLine } from "./decision_line";
import { SanctionLine } from "./sanction_line";
import { closing } from "./sanctions";
import { me } from "./session";
import { Title } from "./title";
import { ended } from "./told";
import { go, view } from "./view";

/** One's rooms and private conversations, and the ways to the rest. */
export function RoomsList({ open }: { open: string | null }) {
  const mine = me.value?.rooms ?? [];
  const talks = mine.filter((room) => room.kind !== "room");
  const rooms = mine.filter((room) => room.kind === "room");
  return (
    <nav class="rooms-list" aria-label={say("rooms.title")}>
      {open ? <h2>{say("rooms.title")}</h2> : <Title>{say("rooms.title")}</Title>}
      {me.value && <p class="soft">{say("rooms.you_are", { name: me.value.pseudonym })}</p>}
      {closing.value
        .filter(({ kind }) => !open || kind === "removal") // an open room says the others itself
        .map((one) => (
          <SanctionLine key={one.id} sanction={one} />
        ))}
      {!open && <DecisionLine room={null} />}
      {talks.length > 0 && (
        <>
          <h3>{say("rooms.conversations")}</h3>
          <Entries of={talks} />
        </>
      )}
      {talks.length > 0 && rooms.length > 0 && <h3>{say("rooms.rooms")}</h3>}
      <Entries of={rooms} />
      {mine.length === 0 && <p>{say("rooms.none")}</p>}
      <p class="ways">
        <button type="button" onClick={() => go({ name: "directory" })}>
          {say("rooms.all")}
        </button>
        <button type="button" onClick={() => location.replace("/one-to-one")}>
          {say("channel.title")}
        </button>
        <button type="button" onClick={() => location.replace("/you")}>
          {say("you.title")}
        </button>
      </p>
    </nav>
  );
}

function Entries({ of }: { of: readonly MyRoom[] }) {
  return (
    <ul>
      {of.map((room) => (
        <Entry key={room.id} room={room} />
      ))}
    </ul>
  );
}

function Entry({ room }: { room: MyRoom }) {
  const at = view.value;
  const isOpen = at.name === "room" && at.id === room.id;
  return (
    <li>
      <button
        type="button"
        class="room-entry"
        aria-current={isOpen ? "page" : undefined}
        onClick={() => go({ name: "room", id: room.id })}
      >
        <span>{room.title}</span>
        {invitation.value?.room === room.id && <span class="mark">{say("rooms.new")}</span>}
        {ended.value.has(room.id) && room.kind !== "channel" && (
          <span class="soft">{say("rooms.ended")}</span>
        )}
      </button>
    </li>
  );
}
