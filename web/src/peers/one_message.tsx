import { useSignal } from "@preact/signals";
import type { Message, Notice } from "../generated/wire";
import { say } from "../strings/peers";
import { Bubble } from "./bubble";
import { MaskedNote } from "./masked_note";
import { heldWords, nudgeWords } from "./notice_words";
import { nudges } from "./nudges";
import { placeOf } from "./place_of";
import { saidOf } from "./told";

/** One message, as its room sees it. */
export function OneMessage({ message, mine }: { message: Message; mine: boolean }) {
  const whose = {
    own: mine ? message.id : null,
    other: mine ? null : message.id,
  };
  const note = mine ? saidOf.value.get(message.id) : undefined;
  if (message.state === "held") return <HeldThere whose={whose} note={note} />;
  if (message.state === "removed") return <Removed message={message} other={whose.other} note={note} />;
  const words = mine ? nudgeWords(nudges.value.get(message.id)) : null;
  return (
    <div class="said">
      <Bubble {...whose}>
        {message.veiled && !mine ? (
          <Veiled text={message.text ?? ""} />
        ) : (
          <p class="bubble" dir="auto">
            {message.text}
          </p>
        )}
      </Bubble>
      {note?.kind === "masked" && message.masked && <MaskedNote notice={note} />}
      {note?.kind === "released" && (
        <p class="note">
          {note.text
            ? say("message.released_because", { reason: note.text })
            : say(note.code === "unreviewed" ? "message.released_unreviewed" : "message.released")}
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

interface Whose {
  own: string | null;
  other: string | null;
}

/** Taken out of the room while a moderator looks at it. It may come back. */
function HeldThere({ whose, note }: { whose: Whose; note: Notice | undefined }) {
  return (
    <div class="said removed">
      <Bubble {...whose}>
        <p>{heldWords(note?.code ?? null) ?? say("message.held")}</p>
      </Bubble>
    </div>
  );
}

/** A place in the log whose words are gone, and to their author why, where a person did it. What its author took back
 * can be reported all the same. */
function Removed(props: { message: Message; other: string | null; note: Notice | undefined }) {
  const { message, other, note } = props;
  const byPerson = note?.kind === "removed" || note?.kind === "declined";
  return (
    <div class="said removed" id={placeOf(message.id)} tabIndex={-1}>
      {!byPerson && (
        <Bubble other={other}>
          <p>{say(message.by_author ? "message.deleted" : "message.removed")}</p>
        </Bubble>
      )}
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
