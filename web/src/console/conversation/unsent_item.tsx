import { say } from "../../strings/console";
import type { Unsent, UnsentState } from "../../wire/outbox";
import { outbox } from "../desk/line";

/** One's own words on their way, with an honest word on how far they are; to whom, where that is not plain to see. */
export function UnsentItem(props: { one: Unsent; to?: string | null; canSend?: boolean }) {
  const { one, to, canSend = true } = props;
  const { client_id, text, state } = one;
  return (
    <article class="turn mine unsent">
      {to !== undefined && (
        <p class="soft">{to ? say("unsent.to", { alias: to }) : say("unsent.to_somebody")}</p>
      )}
      <p class="words" dir="auto">
        {text}
      </p>
      <p class={state.kind === "kept_back" ? "problem" : "soft"}>{stateInWords(state)}</p>
      {state.kind === "kept_back" && (
        <p class="acts">
          {canSend && (
            <button type="button" onClick={() => outbox.again(client_id)}>
              {say("unsent.again")}
            </button>
          )}
          <button type="button" onClick={() => outbox.discard(client_id)}>
            {say("unsent.discard")}
          </button>
        </p>
      )}
    </article>
  );
}

function stateInWords(state: UnsentState): string {
  switch (state.kind) {
    case "waiting":
      return say("unsent.waiting");
    case "sending":
      return say("unsent.sending");
    case "sent":
      return say("unsent.sent");
    case "held":
      return say("unsent.held");
    case "delayed":
      return say("unsent.delayed", { says: state.says });
    case "kept_back":
      return say("unsent.kept_back", { says: state.says });
  }
}
