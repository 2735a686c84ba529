import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Differences as Found } from "../../generated/wire";
import { dayOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { haveTalked, readDifferences } from "../api_quality";
import { categoryInWords } from "../case/words";
import { openCase } from "../desk/open_case";
import { backToDesk } from "../elsewhere/elsewhere";
import { inWords } from "../in_words";
import { decisionInWords } from "./decision_words";

/** Where two people decided otherwise: for a lead to talk about with them. */
export function Differences() {
  const found = useSignal<Found | null>(null);
  const problem = useSignal<string | null>(null);

  async function read(question: () => Promise<Found>) {
    problem.value = null;
    try {
      found.value = await question();
    } catch (error) {
      problem.value = inWords(error);
    }
  }

  useEffect(() => void read(readDifferences), []);
  async function look(id: string) {
    backToDesk();
    await openCase(id);
  }

  const list = found.value?.differences ?? [];
  return (
    <section aria-labelledby="differences">
      <h2 id="differences">{say("differences.title")}</h2>
      <p>{say("differences.says")}</p>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      {found.value && list.length === 0 && <p class="soft">{say("differences.none")}</p>}
      <ul class="differences">
        {list.map((one) => (
          <li key={one.id}>
            <h3>
              {categoryInWords(one.category)}, {dayOf(one.at)}
            </h3>
            <p>{say("differences.was", { name: one.first_by, decision: decisionInWords(one.first) })}</p>
            <p>{say("differences.was", { name: one.second_by, decision: decisionInWords(one.second) })}</p>
            <p class="acts">
              <button type="button" onClick={() => look(one.case)}>
                {say("differences.open")}
              </button>
              <button type="button" onClick={() => read(() => haveTalked(one.id))}>
                {say("differences.talked")}
              </button>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
