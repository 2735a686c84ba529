import { useLayoutEffect, useRef } from "preact/hooks";
import { MAX_TEXT } from "../generated/constants";
import type { MyRoom } from "../generated/wire";
import { say } from "../strings/peers";
import { byTouch } from "./by_touch";
import { draftOf } from "./draft";
import { outbox, socket } from "./line";
import { cardOf } from "./open_rooms";

const TYPING_EVERY = 3_000;

/** Characters as the server counts them. */
const lengthOf = (text: string): number => [...text].length;

/** The box one writes in. It works without a network too: what is sent waits in the outbox. */
export function Composer({ room }: { room: MyRoom }) {
  const draft = draftOf(room.id);
  const box = useRef<HTMLTextAreaElement>(null);
  const typingSaid = useRef(Number.NEGATIVE_INFINITY);
  const text = draft.value;
  const over = lengthOf(text) - MAX_TEXT;

  // The box grows with its words; the style sheet says how far.
  useLayoutEffect(() => {
    const at = box.current;
    if (!at) return;
    at.style.height = "auto";
    at.style.height = `${at.scrollHeight + 2}px`;
  }, [text]);

  function write(to: string) {
    draft.value = to;
    if (!to.trim() || performance.now() - typingSaid.current < TYPING_EVERY) return;
    if (socket.send({ t: "typing", room: room.id })) typingSaid.current = performance.now();
  }

  function send() {
    if (!draft.value.trim() || over > 0) return;
    outbox.write(room.id, draft.value.trim());
    draft.value = "";
    typingSaid.current = Number.NEGATIVE_INFINITY;
    box.current?.focus();
  }

  /** On a touch keyboard Enter makes a new line, as everywhere else there, and a button sends. */
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || byTouch) return;
    event.preventDefault();
    send();
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label class="unseen" for="words">
        {say("composer.label")}
      </label>
      <div class="box">
        <textarea
          id="words"
          ref={box}
          rows={1}
          dir="auto"
          aria-describedby="who-reads"
          placeholder={say("composer.placeholder")}
          value={text}
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" class="primary" disabled={over > 0}>
          {say("composer.send")}
        </button>
      </div>
      <p role="status" class="too-long">
        {over > 0 && say("composer.too_long", { count: over })}
      </p>
      {room.kind === "room" && <WhoReads room={room} />}
    </form>
  );
}

/** Said where one writes, before one writes. A private conversation says it at its top. */
function WhoReads({ room }: { room: MyRoom }) {
  const card = cardOf(room.slug);
  return (
    <details class="who-reads">
      <summary>
        <span id="who-reads">{say("composer.checked")}</span> <span class="more">{say("composer.more")}</span>
      </summary>
      <p>{say("composer.who_reads")}</p>
      {card && <p>{say("card.kept_days", { count: card.retention_days })}</p>}
    </details>
  );
}
