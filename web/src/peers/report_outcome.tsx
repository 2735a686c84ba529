import type { Notice } from "../generated/wire";
import { say } from "../strings/peers";
import { focusLog } from "./focus";
import { markSeen } from "./seen";
import { roomById } from "./session";
import { newestOutcome } from "./told";

/** What came of something one reported, wherever one is now: said once, and plainly. */
export function ReportOutcome() {
  const notice = newestOutcome.value;
  return (
    <div role="status" class="bar-place">
      {notice && (
        <div class="bar decision">
          <p>
            {said(notice)} {outcome(notice.code)}
          </p>
          <button
            type="button"
            class="quiet"
            onClick={() => {
              markSeen(notice.id);
              focusLog();
            }}
          >
            {say("cards.close")}
          </button>
        </div>
      )}
    </div>
  );
}

function said({ room }: Notice): string {
  const title = roomById.value.get(room ?? "")?.title;
  return title ? say("report.about_room", { room: title }) : say("report.about");
}

function outcome(code: string | null | undefined): string {
  switch (code) {
    case "removed":
    case "acted":
    case "spoken":
    case "cared":
      return say(`report.outcome_${code}`);
    default:
      return say("report.outcome_nothing");
  }
}
