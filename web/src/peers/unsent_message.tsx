import { say } from "../strings/peers";
import { keeping } from "../wire/keeping";
import type { Unsent } from "../wire/outbox";
import { giveBack } from "./draft";
import { focusLog } from "./focus";
import { outbox } from "./line";
import { WhyStopped } from "./why_stopped";

/** One's own words on their way, with the truth about how far they are. */
export function UnsentMessage({ unsent }: { unsent: Unsent }) {
  return (
    <div class="group mine unsent">
      <div class="said">
        <p class="bubble" dir="auto">
          {unsent.text}
        </p>
        <State unsent={unsent} />
      </div>
    </div>
  );
}

/** What is refused for its words is refused again, unless they are changed. */
const AS_IT_IS = new Set(["blocked", "empty_text", "text_too_long", "text_unusable"]);
/** Something has changed that one has yet to agree to, on the page of one's account. */
const TO_AGREE_TO = new Set(["consent_outdated", "retention_changed"]);

function State({ unsent: { state, client_id, room, text } }: { unsent: Unsent }) {
  switch (state.kind) {
    case "sending":
      return <p class="note">{say("unsent.sending")}</p>;
    case "waiting":
      return <p class="note">{say("unsent.waiting")}</p>;
    case "delayed":
      return <p class="note">{state.says}</p>;
    case "sent":
      return <p class="note">{say("unsent.sent")}</p>;
    case "held":
      return (
        <p class="note">
          <span class="mark">{say("automatic")}</span> {say("held.waiting")}
        </p>
      );
    case "kept_back":
      return (
        <div class="note kept-back">
          <div role="alert" class="why">
            <p>
              {say("unsent.kept_back")} {state.code !== "blocked" && state.says}
            </p>
            {state.code === "blocked" && (
              <WhyStopped
                category={state.category ?? null}
                why={say("why.rules")}
                next={say("why.next_blocked")}
              />
            )}
          </div>
          <button
            type="button"
            onClick={() => {
              giveBack(room, text);
              outbox.discard(client_id);
            }}
          >
            {say("message.give_back")}
          </button>
          {TO_AGREE_TO.has(state.code) && (
            <button
              type="button"
              onClick={() => {
                keeping.write("you", "agreement");
                location.replace("/you");
              }}
            >
              {say("unsent.agree")}
            </button>
          )}
          {!AS_IT_IS.has(state.code) && (
            <button type="button" onClick={() => outbox.again(client_id)}>
              {say("unsent.again")}
            </button>
          )}
          <button
            type="button"
            onClick={() => {
              outbox.discard(client_id);
              focusLog();
            }}
          >
            {say("unsent.discard")}
          </button>
        </div>
      );
  }
}
