import { say } from "../strings/peers";
import { invitation, putOff } from "./conversations";
import { focusLog } from "./focus";
import { go, view } from "./view";

/** A moderator would like to talk, or a place to talk with one is open: said clearly, followed when one likes. */
export function Invitation() {
  const invited = invitation.value;
  const at = view.value;
  const here = at.name === "room" && at.id === invited?.room;
  return (
    <div role="alert" class="bar-place">
      {invited && !here && (
        <div class="bar">
          <p>{say(invited.why)}</p>
          <button type="button" class="primary" onClick={() => go({ name: "room", id: invited.room })}>
            {say(invited.why === "conversation.early" ? "conversation.open_early" : "conversation.open")}
          </button>
          <button
            type="button"
            class="quiet"
            onClick={() => {
              putOff(invited.room);
              focusLog();
            }}
          >
            {say("not_now")}
          </button>
        </div>
      )}
    </div>
  );
}
