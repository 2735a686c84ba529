import { useSignal } from "@preact/signals";
import type { MyFollowUp } from "../generated/wire";
import { described, Field } from "../peers/field";
import { whenOf } from "../strings/clock";
import { say } from "../strings/you";
import { Refusal } from "../wire/api";
import * as api from "./api";
import { choices, fromField, toField } from "./times";

/** A moderator asks again how one is: when, or not at all. */
export function FollowUp({ mine, onChange }: { mine: MyFollowUp; onChange: (to: MyFollowUp) => void }) {
  const own = useSignal("");
  const error = useSignal<string | null>(null);

  async function change(ask: () => Promise<MyFollowUp>) {
    error.value = null;
    try {
      onChange(await ask());
    } catch (problem) {
      error.value = problem instanceof Refusal ? problem.says : say("unreachable");
    }
  }

  function chooseOwn(event: Event) {
    event.preventDefault();
    const at = fromField(own.value);
    if (at === null) error.value = say("follow_up.pick");
    else void change(() => api.chooseFollowUp(at));
  }

  return (
    <section class="field" aria-labelledby="follow-up-title">
      <h2 id="follow-up-title">{say("follow_up.title")}</h2>
      <p role="status">{stands(mine)}</p>
      <p>{say("follow_up.lead")}</p>
      <ul class="sections">
        {choices(mine.now, mine.soonest, mine.latest).map(({ at, words }) => (
          <li key={at}>
            <button
              type="button"
              aria-pressed={mine.due === at}
              onClick={() => change(() => api.chooseFollowUp(at))}
            >
              {words}
            </button>
          </li>
        ))}
      </ul>
      <form class="form" onSubmit={chooseOwn} noValidate>
        <Field
          id="follow-up-own"
          label={say("follow_up.own")}
          hint={say("follow_up.own_hint")}
          error={error.value}
        >
          <input
            {...described("follow-up-own", error.value, true)}
            type="datetime-local"
            min={toField(mine.soonest)}
            max={toField(mine.latest)}
            value={own.value}
            onInput={(event) => (own.value = event.currentTarget.value)}
          />
        </Field>
        <button type="submit">{say("follow_up.choose")}</button>
      </form>
      {mine.state !== "declined" && (
        <button type="button" onClick={() => change(api.declineFollowUp)}>
          {say(mine.state === "chosen" ? "follow_up.cancel" : "follow_up.no")}
        </button>
      )}
      <p class="soft">{say("follow_up.urgent")}</p>
    </section>
  );
}

function stands({ state, due }: MyFollowUp): string {
  if (state === "chosen") return say("follow_up.chosen", { when: whenOf(due ?? 0) });
  return say(state === "declined" ? "follow_up.declined" : "follow_up.offered");
}
