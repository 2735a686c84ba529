import { timeOf } from "../strings/clock";
import { say } from "../strings/peers";
import { Bubble } from "./bubble";
import { giveBack } from "./draft";
import { categoryWords, heldWords } from "./notice_words";
import { placeOf } from "./place_of";
import type { Held } from "./told";
import { WhyStopped } from "./why_stopped";

/** One's own message that the room does not see: it waits for a person, or a person decided against it. */
export function HeldMessage({ held, room }: { held: Held; room: string }) {
  const { text } = held;
  return (
    <div class="group mine held" id={placeOf(held.message)} tabIndex={-1}>
      <div class="who">
        <h2>{say("message.you")}</h2>
        <time dateTime={new Date(held.at).toISOString()}>{timeOf(held.at)}</time>
      </div>
      <div class="said">
        {text !== null && (
          <Bubble own={held.state === "held" ? held.message : null}>
            <p class="bubble" dir="auto">
              {text}
            </p>
          </Bubble>
        )}
        {held.state === "held" ? (
          <Waiting held={held} />
        ) : (
          <div class="note">
            <p>
              {held.reason ? say("held.declined_because", { reason: held.reason }) : say("held.declined")}
            </p>
            {text !== null && (
              <button type="button" class="quiet in-line" onClick={() => giveBack(room, text)}>
                {say("message.give_back")}
              </button>
            )}
          </div>
        )}
      </div>
    </div>
  );
}

/** Why it waits, and what comes next. Of danger the card has said it, and there is little room beside it. */
function Waiting({ held: { category, code } }: { held: Held }) {
  const why = heldWords(code);
  const byModerator = code === "held_by_moderator";
  if (!byModerator && (why || categoryWords(category)))
    return (
      <div class="note">
        <WhyStopped category={category} why={why} next={say("held.next")} />
      </div>
    );
  return (
    <p class="note">
      {!byModerator && <span class="mark">{say("automatic")}</span>} {why} {say("held.waiting")}
    </p>
  );
}
