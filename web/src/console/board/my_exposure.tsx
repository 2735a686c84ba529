import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { MyExposure as Mine } from "../../generated/wire";
import { say } from "../../strings/console";
import { readExposure } from "../api_quality";
import { inWords } from "../in_words";

/** What one has read oneself that is hard: to look after oneself. */
export function MyExposure() {
  const found = useSignal<Mine | null>(null);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    readExposure().then(
      (mine) => (found.value = mine),
      (error) => (problem.value = inWords(error)),
    );
  }, []);
  const mine = found.value?.mine;
  const hours = found.value?.shift_hours ?? 0;
  return (
    <section>
      <p>
        <strong>{say("exposure.why")}</strong> {say("exposure.how")} {say("exposure.who_sees")}
      </p>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      {mine && (
        <ul class="bullets">
          <li>{say("exposure.shift", { hours, count: mine.shift_cases, weight: mine.shift_weight })}</li>
          <li>{say("exposure.week", { count: mine.week_cases, weight: mine.week_weight })}</li>
          <li>{say("exposure.week_before", { weight: mine.before_weight })}</li>
        </ul>
      )}
    </section>
  );
}
