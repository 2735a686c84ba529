import { useSignal } from "@preact/signals";
import type { Message, Notice } from "../generated/wire";
import { say } from "../strings/peers";
import { DeleteMessage } from "./delete_message";
import { MaskedNote } from "./masked_note";
import { heldWords, nudgeWords } from "./notice_words";
import { nudges } from "./nudges";
import { saidOf } from "./told";

/** One message, as its room sees it. */
export function OneMessage({ message, mine }: { message: Message; mine: boolean }) {
  const options = useSignal(false);
  const note = mine ? saidOf.value.get(message.id) : undefined;
  if (message.state === "removed") return <Removed note={note} />;
  const words = mine ? nudgeWords(nudges.value.get(message.id)) : null;
  return (
    <div class="said">
      <div class="bubble-row">
        {mine && (
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
        {message.veiled && !mine ? (
          <Veiled text={message.text ?? ""} />
        ) : (
          <p class="bubble" dir="auto">
            {message.text}
          </p>
        )}
      </div>
      {options.value && <DeleteMessage id={message.id} close={() => (options.value = false)} />}
      {note?.kind === "masked" && message.masked && <MaskedNote notice={note} />}
      {note?.kind === "released" && (
        <p class="note">
          {note.text ? say("message.released_because", { reason: note.text }) : say("message.released")}
        </p>
      )}
      {mine && message.veiled && (
        <p class="note">
          <span class="mark">{say("automatic")}</span> {say("message.veiled_yours")}
        </p>
      )}
      {words && (
        <p class="note">
          <span class="mark">{say("automatic")}</span> {words}
        </p>
      )}
    </div>
  );
}

/** A place in the log whose words are gone, and to their author why, where a person did it. */
function Removed({ note }: { note: Notice | undefined }) {
  if (note?.kind === "held")
    return (
      <div class="said removed">
        <p>{heldWords(note.code ?? null) ?? say("held.waiting")}</p>
      </div>
    );
  const byPerson = note?.kind === "removed" || note?.kind === "declined";
  return (
    <div class="said removed">
      {!byPerson && <p>{say("message.removed")}</p>}
      {byPerson && !note.text && <p>{say("message.removed_yours")}</p>}
      {byPerson && note.text && <p>{say("message.removed_because", { reason: note.text })}</p>}
    </div>
  );
}

/** A hard message is read by those who choose to. */
function Veiled({ text }: { text: string }) {
  const open = useSignal(false);
  return (
    <div class="bubble veil">
      <p>{say("message.veiled")}</p>
      <button type="button" aria-expanded={open.value} onClick={() => (open.value = !open.value)}>
        {open.value ? say("message.veil") : say("message.unveil")}
      </button>
      {open.value && (
        <p class="veiled-text" dir="auto">
          {text}
        </p>
      )}
    </div>
  );
}
