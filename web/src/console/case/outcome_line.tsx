import { useEffect, useRef } from "preact/hooks";
import type { CaseView } from "../../generated/wire";
import { say } from "../../strings/console";
import { outcome, undo } from "../desk/open_case";
import { Key, shortcut } from "../screen/key";
import { isOnMessage } from "./acts";
import { doneInWords } from "./words";

/** What has just happened, and the way back where there is one. */
export function OutcomeLine({ view }: { view: CaseView }) {
  const line = useRef<HTMLDivElement>(null);
  const last = outcome.value;
  const back = last?.undo?.act;
  // Where the way back is an act on the case, its own button stands below.
  const canUndo = back !== undefined && (back === "undo" || isOnMessage(back)) && view.acts.includes(back);

  // The button that was pressed may be gone with what it did.
  useEffect(() => {
    if (last && document.activeElement === document.body) line.current?.focus();
  }, [last]);

  return (
    <div class="outcome" role="status" tabIndex={-1} ref={line}>
      {last && <span>{doneInWords(last.done, view)}</span>}
      {canUndo && (
        <button type="button" onClick={undo} {...shortcut("undo")}>
          {say("act.undo")}
          <Key of="undo" />
        </button>
      )}
    </div>
  );
}
