import type { Signal } from "@preact/signals";
import { say } from "../../strings/console";
import { Field, type Problem, tied } from "./field";

/** The six figures that an app shows. */
export function CodeField(props: { label?: string; value: Signal<string>; problem: Problem | null }) {
  const { label = say("second.code"), value, problem } = props;
  return (
    <Field id="code" label={label} problem={problem}>
      <input
        type="text"
        {...tied("code", problem)}
        inputMode="numeric"
        autocomplete="one-time-code"
        maxLength={12}
        value={value.value}
        onInput={(event) => (value.value = event.currentTarget.value)}
      />
    </Field>
  );
}
