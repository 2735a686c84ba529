import type { MyRoom } from "../generated/wire";
import { say } from "../strings/peers";
import { placeOf } from "./place_of";
import { markSeen } from "./seen";
import { newestDecision } from "./told";

/** What a moderator decided about one's own words stands with them, far up by then. So it is said here, too, until one
 * has taken note of it. */
export function DecisionLine({ room }: { room: MyRoom }) {
  const notice = newestDecision(room.id);

  function show() {
    if (!notice) return;
    markSeen(notice.id);
    const place = document.getElementById(placeOf(notice.message ?? ""));
    place?.scrollIntoView({ block: "center" });
    place?.focus({ preventScroll: true });
  }

  return (
    <div role="status">
      {notice && (
        <div class="bar decision">
          <p>
            {notice.kind === "removed"
              ? say("message.removed_because", { reason: notice.text ?? "" })
              : notice.text
                ? say("held.declined_because", { reason: notice.text })
                : say("held.declined")}
          </p>
          <button type="button" onClick={show}>
            {say("held.show")}
          </button>
          <button type="button" class="quiet" onClick={() => markSeen(notice.id)}>
            {say("cards.close")}
          </button>
        </div>
      )}
    </div>
  );
}
