import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { ReadyAnswer } from "../../generated/wire";
import { say } from "../../strings/console";
import { newClientId } from "../../wire/client_id";
import { writeAnswer } from "../api_quality";
import { inWords } from "../in_words";
import { keepAnswers } from "./ready";

const OFFERED = ["talk", "decision", "both"] as const;
type Offered = (typeof OFFERED)[number];

const WORDS: { readonly [Where in Offered]: () => string } = {
  talk: () => say("answers.talk"),
  decision: () => say("answers.decision"),
  both: () => say("answers.both"),
};

export const offeredInWords = (offered: Offered): string => WORDS[offered]();

/** A new answer, or a new version of one. */
export function AnswerForm({ answer, done }: { answer: ReadyAnswer | null; done: () => void }) {
  const id = useRef(answer?.id ?? newClientId());
  const name = useSignal(answer?.name ?? "");
  const words = useSignal(answer?.words ?? "");
  const offered = useSignal<Offered>(answer?.offered ?? "both");
  const problem = useSignal<string | null>(null);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);

  async function send(event: Event) {
    event.preventDefault();
    problem.value = null;
    try {
      const wanted = {
        version: answer?.version ?? 0,
        name: name.value,
        words: words.value,
        offered: offered.value,
      };
      keepAnswers(await writeAnswer(id.current, wanted));
      done();
    } catch (error) {
      problem.value = inWords(error);
    }
  }

  return (
    <form class="answer-form" onSubmit={send}>
      <label for="answer-name">{say("answers.name")}</label>
      <input
        id="answer-name"
        ref={first}
        maxLength={60}
        dir="auto"
        value={name.value}
        onInput={(event) => (name.value = event.currentTarget.value)}
      />
      <label for="answer-words">{say("answers.words")}</label>
      <textarea
        id="answer-words"
        rows={4}
        maxLength={2000}
        dir="auto"
        value={words.value}
        onInput={(event) => (words.value = event.currentTarget.value)}
      />
      <label for="answer-offered">{say("answers.where")}</label>
      <select
        id="answer-offered"
        value={offered.value}
        onChange={(event) => (offered.value = event.currentTarget.value as Offered)}
      >
        {OFFERED.map((one) => (
          <option key={one} value={one}>
            {offeredInWords(one)}
          </option>
        ))}
      </select>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      <p class="acts">
        <button type="submit" class="primary">
          {say("answers.keep")}
        </button>
        <button type="button" onClick={done}>
          {say("reason.cancel")}
        </button>
      </p>
    </form>
  );
}
