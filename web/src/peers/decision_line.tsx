import type { Notice } from "../generated/wire";
import { say } from "../strings/peers";
import { keeping } from "../wire/keeping";
import { Appeal } from "./appeal";
import { placeOf } from "./place_of";
import { sanctionWords } from "./sanction_words";
import { markSeen } from "./seen";
import { appealed, newestDecision } from "./told";

/** What a moderator decided about one's own words stands with them, far up by then. So it is said here, too, as is what
 * is about oneself, until one has taken note of it. */
export function DecisionLine({ room }: { room: string | null }) {
  const notice = newestDecision(room);
  return (
    <div role="status">
      {notice && (
        <div class="bar decision" key={notice.id}>
          <p dir="auto">{words(notice)}</p>
          {notice.message && notice.kind !== "appeal" && (
            <OnMessage notice={notice} message={notice.message} />
          )}
          {notice.kind === "sanction" && notice.code === "warning" && notice.sanction && (
            <Appeal against={{ sanction: notice.sanction }} done={false} />
          )}
          {notice.kind === "care" && (
            <button type="button" onClick={() => toAccount(notice)}>
              {say("held.show")}
            </button>
          )}
          <button type="button" class="quiet" onClick={() => markSeen(notice.id)}>
            {say("cards.close")}
          </button>
        </div>
      )}
    </div>
  );
}

/** What is asked, and what there is to choose, is on the page of one's account (you/care.tsx). */
function toAccount({ id, code }: Notice) {
  markSeen(id);
  keeping.write("you", "care");
  location.replace(code === "asked" ? "/one-to-one" : "/you");
}

function OnMessage({ notice, message }: { notice: Notice; message: string }) {
  function show() {
    markSeen(notice.id);
    const place = document.getElementById(placeOf(message));
    place?.scrollIntoView({ block: "center" });
    place?.focus({ preventScroll: true });
  }

  return (
    <>
      <button type="button" onClick={show}>
        {say("held.show")}
      </button>
      <Appeal against={{ message }} done={appealed.value.has(message)} />
    </>
  );
}

function words({ kind, code, text }: Notice): string {
  const reason = text ?? "";
  switch (kind) {
    case "removed":
      return say("message.removed_because", { reason });
    case "declined":
      return text ? say("held.declined_because", { reason }) : say("held.declined");
    case "sanction":
      return sanctionWords({ kind: code === "nudge" ? "nudge" : "warning", reason });
    case "appeal":
      return say(code === "upheld" ? "decided.upheld" : "decided.overturned", { reason });
    case "complaint":
      return say("complain.answered", { reason });
    case "care":
      return say(code === "asked" ? "care.asked" : "care.new");
    case "aftercare":
      return say("care.after");
    case "paused":
      return say("held.paused");
    case "note":
      return say("decided.note", { reason });
    default:
      return say("decided.undone");
  }
}
