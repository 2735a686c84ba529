import { useEffect } from "preact/hooks";
import type { RoomCard } from "../generated/wire";
import { say } from "../strings/peers";
import { hereWords } from "./here_words";
import { OnDuty } from "./on_duty";
import { fetchRooms, openRooms, roomsUnreachable, staffed } from "./open_rooms";
import { me } from "./session";
import { Title } from "./title";
import { addressOf, go } from "./view";

/** What this place is, and its rooms. Anybody may look. */
export function Directory() {
  useEffect(() => void fetchRooms(), []);
  const known = openRooms.value;
  return (
    <>
      <div class="welcome">
        <Title>{me.value ? say("directory.all_rooms") : say("directory.title")}</Title>
        <p>{say("directory.what")}</p>
        <OnDuty staffed={staffed.value} />
        {!me.value && (
          <p class="actions">
            <button type="button" class="primary" onClick={() => go({ name: "join", slug: null })}>
              {say("directory.join")}
            </button>
            <button type="button" class="quiet" onClick={() => go({ name: "sign_in", slug: null })}>
              {say("directory.sign_in")}
            </button>
          </p>
        )}
      </div>
      <section aria-labelledby="rooms-title">
        <h2 id="rooms-title">{say("directory.rooms")}</h2>
        {known && (
          <ul class="cards">
            {known.rooms.map((room) => (
              <RoomEntry key={room.id} room={room} />
            ))}
          </ul>
        )}
        {!known && !roomsUnreachable.value && <p class="soft">{say("moment")}</p>}
        {roomsUnreachable.value && (
          <p role="alert">
            {say("unreachable")}{" "}
            <button type="button" onClick={fetchRooms}>
              {say("again")}
            </button>
          </p>
        )}
      </section>
    </>
  );
}

const AUDIENCES = {
  lived_experience: "audience.lived_experience",
  carers: "audience.carers",
  open: "audience.open",
} as const;

function RoomEntry({ room }: { room: RoomCard }) {
  function look(event: Event) {
    event.preventDefault();
    go({ name: "card", slug: room.slug });
  }
  return (
    <li class="card-entry">
      <h3>
        <a href={addressOf(room.slug)} onClick={look}>
          {room.title}
        </a>
      </h3>
      <p>{room.summary}</p>
      <p class="facts">
        <span>{say(AUDIENCES[room.audience])}</span>
        <span>{hereWords(room.here)}</span>
        {room.demonstration && <span class="mark">{say("room.demonstration")}</span>}
      </p>
    </li>
  );
}
