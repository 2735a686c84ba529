import type { Signal } from "@preact/signals";
import type { CaseRoom } from "../../generated/wire";
import { say } from "../../strings/console";

/** For which of the rooms that the case touches it is decided. With one there is nothing to choose: it is named below. */
export function WhichRoom({ rooms, room }: { rooms: readonly CaseRoom[]; room: Signal<CaseRoom | null> }) {
  if (rooms.length < 2) return null;
  return (
    <fieldset class="lengths">
      <legend>{say("sanction.which_room")}</legend>
      {rooms.map((one) => (
        <label key={one.id} class="tick">
          <input
            type="radio"
            name="which-room"
            checked={room.value?.id === one.id}
            onChange={() => (room.value = one)}
          />
          <span>{one.title}</span>
        </label>
      ))}
    </fieldset>
  );
}
