import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../../strings/console";
import { inWords } from "../in_words";
import { answers, loadAnswers, offeredIn, type Where } from "./ready";

/** Opens the list where it stands in an empty field; a text may hold the sign as well. */
export const OPENS = "/";

interface Choose {
  where: Where;
  open: { value: boolean };
  field: RefObject<HTMLTextAreaElement | null>;
  choose: (words: string) => void;
}

/** The ready answers, word for word: what one chooses goes into the field as it stands, where it can be changed. A figure
 * chooses, Esc goes back. */
export function ChooseAnswer({ where, open, field, choose }: Choose) {
  const list = useRef<HTMLDivElement>(null);
  const problem = useSignal<string | null>(null);
  const offered = answers.value && offeredIn(answers.value, where);

  useEffect(() => {
    if (!open.value) return;
    loadAnswers().catch((error) => (problem.value = inWords(error)));
  }, [open.value]);
  useEffect(() => {
    if (open.value) list.current?.querySelector<HTMLElement>("button")?.focus();
  }, [open.value, offered?.length]);

  function back() {
    open.value = false;
    field.current?.focus();
  }

  function take(words: string) {
    choose(words);
    back();
  }

  function pressed(event: KeyboardEvent) {
    event.stopPropagation(); // letters here are no text, and no command for the case
    if (event.key === "Escape") back();
    const chosen = offered?.[Number(event.key) - 1];
    if (/^[1-9]$/.test(event.key) && chosen) {
      event.preventDefault();
      take(chosen.words);
    }
  }

  if (!open.value)
    return (
      <button type="button" class="quiet" onClick={() => (open.value = true)}>
        {say("answers.choose")} <kbd>{OPENS}</kbd>
      </button>
    );
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons that fill the field beside it
    <div class="ready" role="group" aria-label={say("answers.title")} ref={list} onKeyDown={pressed}>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      {offered?.length === 0 && <p class="soft">{say("answers.none")}</p>}
      {offered?.map(({ id, name, words }, index) => (
        <button key={id} type="button" onClick={() => take(words)}>
          <span>
            {name} {index < 9 && <kbd>{index + 1}</kbd>}
          </span>
          <span class="soft" dir="auto">
            {words}
          </span>
        </button>
      ))}
      <button type="button" class="quiet" onClick={back}>
        {say("reason.cancel")}
      </button>
    </div>
  );
}
