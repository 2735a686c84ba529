import { useEffect } from "preact/hooks";
import type { LiveRoom } from "../../generated/wire";
import { say } from "../../strings/console";
import { backToDesk } from "../elsewhere/elsewhere";
import { isPlain, isWriting, keysOn } from "../screen/keys";
import { fieldFor } from "../screen/use_keys";
import {
  begin,
  choose,
  chosen,
  joinRoom,
  readOnScreen,
  refreshRooms,
  room,
  roomsTrouble,
  view,
  watchRoom,
} from "./live_rooms";
import { RoomPane } from "./room_pane";
import { ROOM_KEYS, stateInWords } from "./words";

/** Keys of this screen; while one writes they are letters. */
function pressed(event: KeyboardEvent): void {
  const writing = isWriting(event.target) || document.querySelector("dialog[open]") !== null;
  if (!keysOn.value || !isPlain(event, writing) || fieldFor(event.target)) return;
  const name = NAMES.find((one) => ROOM_KEYS[one] === event.key.toLowerCase());
  if (!name) return;
  event.preventDefault(); // the letter would otherwise land in the field that the act opens
  if (name === "back") backToDesk();
  else if (name === "watch") void watchRoom(room()?.mine !== true);
  else if (name !== "join") begin(name);
  else if (!room()?.member_id) void joinRoom();
}
const NAMES = Object.keys(ROOM_KEYS) as (keyof typeof ROOM_KEYS)[];

/** All rooms, and the one that is chosen. */
export function RoomsScreen() {
  useEffect(() => {
    const stop = readOnScreen();
    void refreshRooms();
    const timer = setInterval(refreshRooms, 5_000);
    document.addEventListener("keydown", pressed);
    return () => {
      document.removeEventListener("keydown", pressed);
      clearInterval(timer);
      stop();
    };
  }, []);
  const now = view.value;
  const one = room();
  return (
    <div class="rooms">
      <p class="soft">{say("rooms.no_words")}</p>
      {roomsTrouble.value && (
        <p class="problem" role="alert">
          {roomsTrouble.value}
        </p>
      )}
      {now === null && <p class="soft">{say("rooms.loading")}</p>}
      <div class="rooms-of">
        <ul class="rooms-list">
          {now?.rooms.map((each) => (
            <li key={each.id}>
              <Line of={each} />
            </li>
          ))}
        </ul>
        {one && <RoomPane key={one.id} of={one} />}
      </div>
      {now?.on_duty && <OnDuty of={now.on_duty} />}
    </div>
  );
}

function Line({ of }: { of: LiveRoom }) {
  return (
    <button
      type="button"
      class="line"
      aria-current={of.id === chosen.value ? "true" : undefined}
      onClick={() => choose(of.id)}
    >
      <strong>{of.title}</strong>
      <span>{stateInWords(of)}</span>
      <span class="soft">
        {[
          say("rooms.here", { count: of.here }),
          say("rooms.lately", { count: of.lately }),
          of.waiting > 0 && say("rooms.waiting", { count: of.waiting }),
          watchedBy(of),
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
    </button>
  );
}

const watchedBy = ({ watched_by }: LiveRoom): string =>
  watched_by.length > 0
    ? say("rooms.watched_by", { names: watched_by.join(", ") })
    : say("rooms.watched_by_nobody");

function OnDuty({ of }: { of: readonly { name: string; rooms: string[] }[] }) {
  return (
    <section aria-labelledby="on-duty-title">
      <h2 id="on-duty-title">{say("rooms.on_duty")}</h2>
      {of.length === 0 && <p class="soft">{say("rooms.nobody_on_duty")}</p>}
      <ul>
        {of.map(({ name, rooms }) => (
          <li key={name}>
            {name} <span class="soft">{rooms.join(", ") || say("rooms.nowhere")}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
