import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Resting as Rest } from "../../generated/wire";
import { timeOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { liftRest, sayTalk } from "../api_staff";
import { duty } from "../desk/duty";
import { next, refreshQueue } from "../desk/queue";
import { inWords } from "../in_words";
import { askForBreak } from "../screen/break";
import { NextCase } from "../screen/next_case";
import { whyResting } from "./words";

/** Nothing new is offered for a while; what one has is. One may go on, knowingly; a talk is one press away. */
export function Resting({ rest }: { rest: Rest }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const asked = useSignal(false);
  const problem = useSignal<string | null>(null);
  useEffect(() => heading.current?.focus(), []);

  async function attempt(act: () => Promise<void>) {
    problem.value = null;
    try {
      await act();
    } catch (error) {
      problem.value = inWords(error);
    }
  }

  const others = (duty.value?.moderators ?? 0) > 0;
  const goOn = () =>
    attempt(async () => {
      duty.value = await liftRest();
      await refreshQueue();
    });
  const talk = () =>
    attempt(async () => {
      await sayTalk({ kind: "debrief" });
      asked.value = true;
    });
  return (
    <>
      <section class="next" aria-labelledby="rest-title">
        <h2 id="rest-title" tabIndex={-1} ref={heading}>
          {say("rest.title", { time: timeOf(rest.until) })}
        </h2>
        <p>{whyResting[rest.why]()}</p>
        <p class="soft">{say(others ? "rest.others" : "rest.alone")}</p>
        <p class="acts">
          <button type="button" class="primary" onClick={askForBreak}>
            {say("break.take")}
          </button>
          {!asked.value && (
            <button type="button" onClick={talk}>
              {say("rest.talk")}
            </button>
          )}
          {(rest.why === "severe" || !others) && (
            <button type="button" onClick={goOn}>
              {say("rest.go_on")}
            </button>
          )}
        </p>
        <p role="status">{asked.value && say("rest.asked")}</p>
        {problem.value && (
          <p class="problem" role="alert">
            {problem.value}
          </p>
        )}
      </section>
      {next.value && <NextCase />}
    </>
  );
}
