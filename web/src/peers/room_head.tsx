import { useSignal } from "@preact/signals";
import type { MyRoom } from "../generated/wire";
import { whenOf } from "../strings/clock";
import { say } from "../strings/peers";
import * as api from "../wire/api";
import type { RoomState } from "../wire/rooms";
import { hereWithMe } from "./here_words";
import { rooms } from "./line";
import { cardOf } from "./open_rooms";
import { Report } from "./report";
import { dropRoom } from "./session";
import { Title } from "./title";
import { go } from "./view";

/** The room's name, how many are here, and what one can do with the room as a whole. */
export function RoomHead({ room }: { room: MyRoom }) {
  const options = useSignal(false);
  const { here, now } = rooms.state(room.id).value;
  const words = stateWords(now);
  const card = cardOf(room.slug);
  return (
    <header class="room-head">
      <div class="room-name">
        <Title>{room.title}</Title>
        <p class="facts">
          {here !== null && room.kind !== "conversation" && <span>{hereWithMe(here)}</span>}
          {card && <span>{say("room.kept", { count: card.retention_days })}</span>}
          <span>{say("room.as", { alias: room.alias })}</span>
        </p>
        {words && (
          <p role="status">
            {words} {now.until && say("room.until", { when: whenOf(now.until) })}
          </p>
        )}
      </div>
      <button
        type="button"
        class="quiet dots"
        aria-expanded={options.value}
        onClick={() => (options.value = !options.value)}
      >
        <span aria-hidden="true">⋯</span>
        <span class="unseen">{say("room.options")}</span>
      </button>
      {options.value && <Options room={room} close={() => (options.value = false)} />}
    </header>
  );
}

/** What is asked of everybody here for now. */
function stateWords({ state, every_s }: RoomState["now"]): string | null {
  const count = every_s ?? 0;
  if (state === "slow")
    return count < 60 ? say("room.slow_s", { count }) : say("room.slow", { count: count / 60 });
  if (state === "hold_all") return say("room.hold_all");
  return state === "frozen" ? say("room.frozen") : null;
}

function Options({ room, close }: { room: MyRoom; close: () => void }) {
  const sure = useSignal(false);
  const problem = useSignal<string | null>(null);
  const slug = room.slug;

  async function leave() {
    problem.value = null;
    try {
      await api.leave(room.id);
      dropRoom(room.id);
      go({ name: "rooms" });
    } catch (error) {
      problem.value = error instanceof api.Refusal ? error.says : say("unreachable");
    }
  }

  return (
    <div class="options">
      {slug && (
        <button type="button" onClick={() => go({ name: "card", slug })}>
          {say("room.about")}
        </button>
      )}
      {!sure.value && (
        <button type="button" onClick={() => (sure.value = true)}>
          {say("room.leave")}
        </button>
      )}
      {sure.value && (
        <div class="sure">
          <p>{say("room.leave_sure")}</p>
          <button type="button" onClick={leave}>
            {say("room.leave_yes")}
          </button>
          <button type="button" onClick={() => (sure.value = false)}>
            {say("room.stay")}
          </button>
        </div>
      )}
      {problem.value && <p role="alert">{problem.value}</p>}
      {room.kind !== "conversation" && (
        <Report what="room" id={room.id} title={say("report.room_why")} close={close} />
      )}
    </div>
  );
}
