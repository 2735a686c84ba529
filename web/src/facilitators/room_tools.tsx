import { useEffect } from "preact/hooks";
import type { MyRoom } from "../generated/wire";
import { rooms } from "../peers/line";
import { whenOf } from "../strings/clock";
import { say } from "../strings/facilitators";
import { act, callModerator, mine, refreshMine, roomOf, told } from "./mine";

const HALF_AN_HOUR = 1_800;
const PACES: { readonly [seconds: number]: () => string } = {
  15: () => say("tools.pace_15"),
  60: () => say("tools.pace_60"),
  300: () => say("tools.pace_300"),
};

/** What a facilitator can do with their room as a whole. In a room that is not theirs nothing is shown. */
export function RoomTools({ room }: { room: MyRoom }) {
  const { now } = rooms.state(room.id).value;
  useEffect(() => {
    void refreshMine(); // what is possible follows from what the room is in
  }, [room.id, now]);
  const one = roomOf(room.id);
  if (!one) return null;
  return (
    <details class="tools">
      <summary>{say("tools.title")}</summary>
      <p class="soft">{say("tools.until", { when: whenOf(one.until) })}</p>
      <div class="ways">
        {one.acts.includes("slow") &&
          mine.value?.paces.map((every_s) => (
            <button
              key={every_s}
              type="button"
              onClick={() => act(room.id, { act: "slow", every_s, lasts_s: HALF_AN_HOUR })}
            >
              {say("tools.slow", { pace: PACES[every_s]?.() ?? String(every_s) })}
            </button>
          ))}
        {one.acts.includes("normal") && (
          <button type="button" onClick={() => act(room.id, { act: "normal" })}>
            {say("tools.normal")}
          </button>
        )}
        {one.undoes && (
          <button type="button" onClick={() => act(room.id, { act: "undo", undoes: one.undoes ?? null })}>
            {say("tools.undo")}
          </button>
        )}
        <button type="button" onClick={() => callModerator(room.id)}>
          {say("tools.call")}
        </button>
      </div>
      {one.acts.includes("slow") && <p class="soft">{say("tools.half_hour")}</p>}
      {!mine.value?.staffed && <p>{say("tools.nobody")}</p>}
      <p role="status">{told.value}</p>
    </details>
  );
}
