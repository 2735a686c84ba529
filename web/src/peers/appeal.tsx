import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Appeal as Against } from "../generated/wire";
import { dayOf } from "../strings/clock";
import { say } from "../strings/everywhere";
import * as api from "../wire/api";
import { offerCard } from "./card";
import { Field } from "./field";

/** "I do not agree", and a second tap sends it; words are welcome, and not needed. */
export function Appeal({ against, done }: { against: Against; done: boolean }) {
  const open = useSignal(false);
  const words = useSignal("");
  const says = useSignal<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const answer = useRef<HTMLParagraphElement>(null);
  // What was pressed is gone with what it did.
  useEffect(() => field.current?.focus(), [open.value]);
  useEffect(() => {
    if (says.value) answer.current?.focus();
  }, [says.value]);
  const id = `appeal-${against.sanction ?? against.message}`;

  async function send(event: Event) {
    event.preventDefault();
    try {
      const { due, card } = await api.appeal({ ...against, words: words.value });
      says.value = say("appeal.sent", { day: dayOf(due) });
      offerCard({ name: card ?? undefined }, id);
    } catch (problem) {
      says.value = problem instanceof api.Refusal ? problem.says : say("unreachable");
    }
    open.value = false;
  }

  const told = says.value ?? (done ? say("appeal.made") : null);
  return (
    <div class="appeal">
      <p role="status" tabIndex={-1} ref={answer}>
        {told}
      </p>
      {told === null && !open.value && (
        <button type="button" onClick={() => (open.value = true)}>
          {say("appeal.open")}
        </button>
      )}
      {open.value && (
        <form onSubmit={send}>
          <Field id={id} label={say("appeal.words")} hint={say("appeal.hint")}>
            <textarea
              id={id}
              ref={field}
              rows={3}
              maxLength={4000}
              value={words.value}
              onInput={(event) => (words.value = event.currentTarget.value)}
            />
          </Field>
          <button type="submit" class="primary">
            {say("appeal.send")}
          </button>
        </form>
      )}
    </div>
  );
}
