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

/** By the server's code for the class of what was done. */
const OUTCOMES: { readonly [code: string]: (() => string) | undefined } = {
  removed: () => say("report.outcome_removed"),
  acted: () => say("report.outcome_acted"),
  spoken: () => say("report.outcome_spoken"),
  cared: () => say("report.outcome_cared"),
  nothing: () => say("report.outcome_nothing"),
};

const outcome = (code: string | null | undefined): string =>
  OUTCOMES[code ?? ""]?.() ?? say("report.outcome_looked");
