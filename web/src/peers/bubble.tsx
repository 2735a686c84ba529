import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { say } from "../strings/peers";
import { DeleteMessage } from "./delete_message";

/** What was said. `own`: the id of one's own message, which one can take back, held or shown. */
export function Bubble({ own, children }: { own: string | null; children: ComponentChildren }) {
  const options = useSignal(false);
  return (
    <>
      <div class="bubble-row">
        {own && (
          <button
            type="button"
            class="quiet dots"
            aria-expanded={options.value}
            onClick={() => (options.value = !options.value)}
          >
            <span aria-hidden="true">⋯</span>
            <span class="unseen">{say("message.options")}</span>
          </button>
        )}
        {children}
      </div>
      {own && options.value && <DeleteMessage id={own} close={() => (options.value = false)} />}
    </>
  );
}
