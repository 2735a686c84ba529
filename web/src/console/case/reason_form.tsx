import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { CaseView } from "../../generated/wire";
import { say } from "../../strings/console";
import { busy } from "../desk/open_case";
import type { ReasonedActName } from "./acts";
import { answer, cancel } from "./commands";
import { phrasesFor } from "./phrases";
import { Preview } from "./preview";
import type { ReasonQuestion } from "./question";
import { readReason, withPhrase, writeReason } from "./reasons";

/** As long as the server takes. */
const LONGEST = 2000;

const TITLES: { readonly [Name in ReasonedActName]: () => string } = {
  remove: () => say("reason.remove_title"),
  decline: () => say("reason.decline_title"),
  close: () => say("reason.close_title"),
};
const SUBMITS: { readonly [Name in ReasonedActName]: () => string } = {
  remove: () => say("reason.remove_submit"),
  decline: () => say("reason.decline_submit"),
  close: () => say("reason.close_submit"),
};

/** Asks why before it is done, and shows what the person will see. */
export function ReasonForm({ view, asked }: { view: CaseView; asked: ReasonQuestion }) {
  const { alias } = view.line;
  const text = useSignal(readReason(asked));
  const missing = useSignal(false);
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    form.current?.scrollIntoView({ block: "nearest" });
  }, []);

  function write(words: string) {
    text.value = words;
    missing.value = false;
    writeReason(asked, words);
  }

  function submit(event: Event) {
    event.preventDefault();
    missing.value = !text.value.trim();
    if (missing.value) field.current?.focus();
    else void answer(asked, text.value.trim());
  }

  function stop() {
    cancel();
    document.getElementById("case-title")?.focus();
  }

  return (
    <form
      class="reason"
      ref={form}
      aria-labelledby="reason-title"
      onSubmit={submit}
      onKeyDown={(event) => event.key === "Escape" && stop()}
    >
      <h3 id="reason-title">{TITLES[asked.act]()}</h3>
      <label for="reason">
        {asked.act === "close" ? say("reason.outcome", { alias }) : say("reason.told", { alias })}
      </label>
      <textarea
        id="reason"
        ref={field}
        rows={3}
        maxLength={LONGEST}
        dir="auto"
        value={text.value}
        aria-invalid={missing.value || undefined}
        aria-describedby={missing.value ? "reason-problem" : undefined}
        onInput={(event) => write(event.currentTarget.value)}
      />
      {missing.value && (
        <p class="problem" id="reason-problem">
          {say("reason.missing")}
        </p>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: buttons that fill the field above, not fields themselves */}
      <div class="chips" role="group" aria-label={say("reason.phrases")}>
        {phrasesFor(asked.act).map((phrase) => (
          <button key={phrase.name} type="button" onClick={() => write(withPhrase(text.value, phrase.text))}>
            {phrase.name}
          </button>
        ))}
      </div>
      <Preview view={view} act={asked.act} reason={text.value.trim()} />
      <p class="soft">{asked.act === "close" ? say("reason.can_reopen") : say("reason.no_undo")}</p>
      <p class="acts">
        <button type="submit" class="primary" aria-disabled={busy.value}>
          {SUBMITS[asked.act]()}
        </button>
        <button type="button" onClick={stop}>
          {say("reason.cancel")}
        </button>
      </p>
    </form>
  );
}
