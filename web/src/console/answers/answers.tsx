import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ReadyAnswer, ReadyAnswers } from "../../generated/wire";
import { whenOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { readVersions, takeAwayAnswer } from "../api_quality";
import { inWords } from "../in_words";
import { may } from "../may";
import { AnswerForm, offeredInWords } from "./answer_form";
import { answers, keepAnswers, loadAnswers } from "./ready";

/** The ready answers of this place. A lead writes them; everybody at the console reads them here, and uses them. */
export function Answers() {
  const problem = useSignal<string | null>(null);
  const writing = useSignal<string | null>(null);

  async function attempt(what: () => Promise<void>) {
    problem.value = null;
    try {
      await what();
    } catch (error) {
      problem.value = inWords(error);
    }
  }

  useEffect(() => void attempt(loadAnswers), []);
  const canWrite = may("answer.change");
  const done = () => (writing.value = null);
  const takeAway = (id: string) => attempt(async () => keepAnswers(await takeAwayAnswer(id)));
  return (
    <section>
      <p>{say("answers.says")}</p>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      {answers.value?.length === 0 && <p class="soft">{say("answers.none")}</p>}
      <ul class="answers">
        {answers.value?.map((answer) => (
          <li key={answer.id}>
            {writing.value === answer.id ? (
              <AnswerForm answer={answer} done={done} />
            ) : (
              <One answer={answer}>
                {canWrite && (
                  <p class="acts">
                    <button type="button" onClick={() => (writing.value = answer.id)}>
                      {say("answers.change")}
                    </button>
                    <button type="button" onClick={() => takeAway(answer.id)}>
                      {say("answers.take_away")}
                    </button>
                  </p>
                )}
                {canWrite && <Versions key={answer.version} id={answer.id} />}
              </One>
            )}
          </li>
        ))}
      </ul>
      {canWrite &&
        (writing.value === "new" ? (
          <AnswerForm answer={null} done={done} />
        ) : (
          <p>
            <button type="button" class="primary" onClick={() => (writing.value = "new")}>
              {say("answers.new")}
            </button>
          </p>
        ))}
    </section>
  );
}

function One({ answer, children }: { answer: ReadyAnswer; children?: preact.ComponentChildren }) {
  return (
    <>
      <h2>{answer.name}</h2>
      <blockquote dir="auto">{answer.words}</blockquote>
      <p class="soft">
        {offeredInWords(answer.offered)}{" "}
        {say("answers.version", { version: answer.version, name: answer.by ?? "", when: whenOf(answer.at) })}
      </p>
      {children}
    </>
  );
}

/** What it said before. */
function Versions({ id }: { id: string }) {
  const found = useSignal<ReadyAnswers | null>(null);
  const problem = useSignal<string | null>(null);

  function opened(event: Event) {
    if (!(event.currentTarget as HTMLDetailsElement).open) return;
    readVersions(id).then(
      (all) => (found.value = all),
      (error) => (problem.value = inWords(error)),
    );
  }

  return (
    <details onToggle={opened}>
      <summary>{say("answers.before")}</summary>
      {problem.value && <p class="problem">{problem.value}</p>}
      <ol>
        {found.value?.answers.map(({ version, words, by, at }) => (
          <li key={version}>
            <span class="soft">{say("answers.version", { version, name: by ?? "", when: whenOf(at) })}</span>{" "}
            <span dir="auto">{words}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
