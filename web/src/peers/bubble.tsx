import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { say } from "../strings/peers";
import { DeleteMessage } from "./delete_message";
import { Report } from "./report";
import { tools } from "./tools";

interface Whose {
  /** The id of one's own message, which one can take back, held or shown. */
  own?: string | null;
  /** The id of another peer's, which one can report. */
  other?: string | null;
  children: ComponentChildren;
}

/** What was said. */
export function Bubble({ own, other, children }: Whose) {
  const options = useSignal(false);
  const close = () => (options.value = false);
  const dots = (
    <button
      type="button"
      class="quiet dots"
      aria-expanded={options.value}
      onClick={() => (options.value = !options.value)}
    >
      <span aria-hidden="true">⋯</span>
      <span class="unseen">{say(own ? "message.options" : "report.message")}</span>
    </button>
  );
  return (
    <>
      <div class="bubble-row">
        {own && dots}
        {children}
        {other && dots}
      </div>
      {own && options.value && <DeleteMessage id={own} close={close} />}
      {other && options.value && tools.message && <tools.message id={other} />}
      {other && options.value && (
        <Report what="message" id={other} title={say("report.message_why")} close={close} />
      )}
    </>
  );
}
