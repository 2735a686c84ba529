import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Budget, LookedAfter as Mine } from "../../generated/wire";
import { say } from "../../strings/console";
import { chooseTopics, readLookedAfter } from "../api_staff";
import { MyExposure } from "../board/my_exposure";
import { inWords } from "../in_words";
import { may } from "../may";
import { allowNotices, notify, sound } from "./alerting";
import { PREFERENCES, type PreferenceName, want, wants } from "./preferences";
import { preferenceInWords, topicInWords } from "./words";

/** What one has read and worked, what is set, what one is spared, and how one wants this screen. */
export function LookedAfter() {
  const mine = useSignal<Mine | null>(null);
  const problem = useSignal<string | null>(null);
  const busy = useSignal(false);
  useEffect(() => void attempt(readLookedAfter), []);

  async function attempt(ask: () => Promise<Mine>) {
    if (busy.value) return;
    busy.value = true;
    problem.value = null;
    try {
      mine.value = await ask();
    } catch (error) {
      problem.value = inWords(error);
    }
    busy.value = false;
  }

  const found = mine.value;
  return (
    <>
      <MyExposure />
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      {found && may("duty.change") && (
        <>
          <section aria-labelledby="budgets">
            <h2 id="budgets">{say("budget.title")}</h2>
            <p class="soft">{say("budget.says")}</p>
            <ul class="bullets">
              <li>
                <Of budget={found.shift} says={say("budget.shift", { hours: found.shift_hours })} />
              </li>
              <li>
                <Of budget={found.week} says={say("budget.week")} />
              </li>
              <li>
                <Of budget={found.hours} says={say("budget.hours")} />
              </li>
            </ul>
          </section>
          <Spared mine={found} isBusy={busy.value} choose={(topics) => attempt(() => chooseTopics(topics))} />
        </>
      )}
      <Preferences />
    </>
  );
}

function Of({ budget, says }: { budget: Budget; says: string }) {
  return (
    <>
      {says}: {say("budget.of", { has: budget.has, of: budget.of })}
      {budget.warn && <strong> {say("budget.warn")}</strong>}
    </>
  );
}

/** Topics one asks not to be given. Nobody asks why. */
function Spared(props: { mine: Mine; isBusy: boolean; choose: (topics: string[]) => void }) {
  const { mine, isBusy, choose } = props;
  const { topics, mine: chosen } = mine.spared;
  return (
    <fieldset>
      <legend>{say("topic.title")}</legend>
      <p class="soft">{say("topic.says")}</p>
      {topics.map((topic) => (
        <label class="tick" key={topic}>
          <input
            type="checkbox"
            checked={chosen.includes(topic)}
            aria-disabled={isBusy}
            onClick={(event) => isBusy && event.preventDefault()} // one answer after the other, and the focus stays
            onChange={(event) =>
              choose(
                event.currentTarget.checked ? [...chosen, topic] : chosen.filter((other) => other !== topic),
              )
            }
          />
          <span>{topicInWords(topic)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Preferences() {
  const refused = useSignal(false);

  async function choose(name: PreferenceName, yes: boolean) {
    refused.value = false;
    if (name === "notices" && yes && !(await allowNotices())) {
      refused.value = true;
      return;
    }
    want(name, yes);
    if (name === "sound" && yes) sound(); // so that one knows it
    if (name === "notices" && yes) notify();
  }

  return (
    <fieldset>
      <legend>{say("prefer.title")}</legend>
      <p class="soft">{say("prefer.says")}</p>
      {PREFERENCES.map((name) => (
        <label class="tick" key={name}>
          <input
            type="checkbox"
            checked={wants(name)}
            onChange={(event) => {
              const box = event.currentTarget;
              void choose(name, box.checked).then(() => (box.checked = wants(name)));
            }}
          />
          <span>{preferenceInWords[name]()}</span>
        </label>
      ))}
      {refused.value && <p role="alert">{say("prefer.refused")}</p>}
    </fieldset>
  );
}
