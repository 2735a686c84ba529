import { say } from "../strings/peers";
import { HelpCards } from "./help_cards";
import { OpenRoom } from "./room";
import { RoomsList } from "./rooms_list";

/** One's rooms, and the open one. On a narrow screen one of the two, on a wide one both side by side. */
export function RoomsAndRoom({ open }: { open: string | null }) {
  return (
    <div class={open ? "rooms-screen with-room" : "rooms-screen"}>
      <RoomsList open={open} />
      {open ? (
        <OpenRoom key={open} id={open} />
      ) : (
        <div class="no-room">
          <HelpCards />
          <p class="soft">{say("rooms.choose")}</p>
        </div>
      )}
    </div>
  );
}
