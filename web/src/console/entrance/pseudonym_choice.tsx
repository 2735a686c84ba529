import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { say } from "../../strings/console";
import { pseudonyms } from "../../wire/api";
import { Field, type Problem, tied } from "./field";

/** A name of one's own, or one of those suggested. */
export function PseudonymChoice({ value, problem }: { value: Signal<string>; problem: Problem | null }) {
  const suggested = useSignal<readonly string[]>([]);

  async function suggest() {
    try {
      suggested.value = (await pseudonyms()).pseudonyms;
    } catch {
      // One can write a name without suggestions.
    }
  }
  useEffect(() => void suggest(), []);

  return (
    <Field id="pseudonym" label={say("field.name")} hint={say("field.name_hint")} problem={problem}>
      <input
        type="text"
        {...tied("pseudonym", problem, "with hint")}
        autocomplete="username"
        spellcheck={false}
        maxLength={30}
        value={value.value}
        onInput={(event) => (value.value = event.currentTarget.value)}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend; the group has its name */}
      <div class="chips" role="group" aria-label={say("register.suggestions")}>
        {suggested.value.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={value.value === name}
            onClick={() => (value.value = name)}
          >
            {name}
          </button>
        ))}
        <button type="button" class="quiet" onClick={suggest}>
          {say("register.others")}
        </button>
      </div>
    </Field>
  );
}
