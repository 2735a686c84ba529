import { useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { MAX_TEXT } from "../../generated/constants";
import { say } from "../../strings/console";
import { readDraft, writeDraft } from "../../wire/drafts";
import { ChooseAnswer, OPENS } from "../answers/choose_answer";
import { wantsToWrite } from "../case/commands";
import { withPhrase } from "../case/reasons";
import { outbox, socket } from "../desk/line";
import { createTypingSignal } from "./typing_signal";

/** Where one writes. Enter sends, Shift+Enter begins a line; the draft is kept until it is sent. */
export function Composer({ room, alias }: { room: string; alias: string }) {
  const draft = useSignal(readDraft(room));
  const field = useRef<HTMLTextAreaElement>(null);
  const typing = useRef(createTypingSignal(() => socket.send({ t: "typing", room })));
  const choosing = useSignal(false);
  const over = Array.from(draft.value).length - MAX_TEXT;

  useSignalEffect(() => {
    if (!wantsToWrite.value) return;
    field.current?.focus();
    wantsToWrite.value = false;
  });

  function write(text: string) {
    draft.value = text;
    writeDraft(room, text);
    if (text) typing.current.touch();
  }

  function send() {
    const text = draft.value.trim();
    if (!text || over > 0) return;
    outbox.write(room, text);
    write("");
    typing.current.rest();
    field.current?.focus();
  }

  function pressed(event: KeyboardEvent) {
    if (event.key === OPENS && draft.value === "") {
      event.preventDefault();
      choosing.value = true;
    }
    // While an input method composes a word, Enter belongs to it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
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
      <label for="composer" class="unseen">
        {say("write.label", { alias })}
      </label>
      <textarea
        id="composer"
        ref={field}
        rows={3}
        dir="auto"
        placeholder={say("write.label", { alias })}
        value={draft.value}
        aria-invalid={over > 0 || undefined}
        aria-describedby="composer-state"
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={pressed}
      />
      <button type="submit" class="primary" aria-disabled={over > 0}>
        {say("write.send")}
      </button>
      <ChooseAnswer
        where="talk"
        open={choosing}
        field={field}
        choose={(words) => write(withPhrase(draft.value, words))}
      />
      <p id="composer-state" class={over > 0 ? "problem" : "soft"}>
        {over > 0
          ? say("write.too_long", { count: over })
          : socket.state.value.kind === "live"
            ? ""
            : say("write.offline")}
      </p>
    </form>
  );
}
