import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { NewTalk, Supervised, Supervision, Talk } from "../../generated/wire";
import { dayOf, timeOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { answerTalk, readTalks, sayTalk } from "../api_staff";
import { openCase } from "../desk/open_case";
import { backToDesk } from "../elsewhere/elsewhere";
import { inWords } from "../in_words";
import { TalkForm } from "./talk_form";
import { kindInWords } from "./words";

/** With whoever looks after one, and with those whom one looks after: between two people. */
export function Talks() {
  const found = useSignal<Supervision | null>(null);
  const problem = useSignal<string | null>(null);
  useEffect(() => void attempt(readTalks), []);

  async function attempt(ask: () => Promise<Supervision>) {
    problem.value = null;
    try {
      found.value = await ask();
    } catch (error) {
      problem.value = inWords(error);
    }
  }

  async function send(wanted: NewTalk) {
    found.value = await sayTalk(wanted);
  }

  const all = found.value;
  if (!all)
    return problem.value ? (
      <p class="problem" role="alert">
        {problem.value}
      </p>
    ) : null;
  return (
    <>
      <section aria-labelledby="talks-mine">
        <h2 id="talks-mine">{say("talks.mine")}</h2>
        <p>{all.by.length > 0 ? say("talks.by", { names: all.by.join(", ") }) : say("talks.nobody")}</p>
        <p class="soft">{say("talks.who_reads")}</p>
        <TalkForm kinds={["ask", "debrief", "note"]} send={send} />
        <ListOfTalks talks={all.mine} />
      </section>
      {all.theirs.map((one) => (
        <Person key={one.account} one={one} send={send} answer={(id) => attempt(() => answerTalk(id))} />
      ))}
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </>
  );
}

function Person(props: {
  one: Supervised;
  send: (wanted: NewTalk) => Promise<void>;
  answer: (id: string) => void;
}) {
  const { account, pseudonym, talks } = props.one;
  const waits = talks.some((talk) => talk.kind !== "note" && talk.answered === null);
  return (
    <details class="person" open={waits}>
      <summary>
        {pseudonym} {waits && <strong>{say("talks.waits")}</strong>}
      </summary>
      <ListOfTalks talks={talks} answer={props.answer} />
      <TalkForm kinds={["note"]} id={account} send={(wanted) => props.send({ ...wanted, about: account })} />
    </details>
  );
}

function ListOfTalks({ talks, answer }: { talks: readonly Talk[]; answer?: (id: string) => void }) {
  if (talks.length === 0) return <p class="soft">{say("talks.none")}</p>;
  return (
    <ul class="talks">
      {talks.map((talk) => (
        <li key={talk.id}>
          <p>
            <strong>{kindInWords[talk.kind]()}</strong>{" "}
            <span class="soft">
              {talk.by}, {dayOf(talk.at)} {timeOf(talk.at)}
            </span>
          </p>
          {talk.words && <p class="said">{talk.words}</p>}
          {talk.kind !== "note" && talk.answered !== null && <p class="soft">{say("talks.answered")}</p>}
          {(talk.case || (answer && talk.kind !== "note" && talk.answered === null)) && (
            <p class="acts">
              {talk.case && <ToCase id={talk.case} />}
              {answer && talk.kind !== "note" && talk.answered === null && (
                <button type="button" onClick={() => answer(talk.id)}>
                  {say("talks.answer")}
                </button>
              )}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

function ToCase({ id }: { id: string }) {
  function open() {
    backToDesk();
    void openCase(id);
  }
  return (
    <button type="button" class="quiet" onClick={open}>
      {say("talks.case")}
    </button>
  );
}
