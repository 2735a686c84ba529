import type { Signal } from "@preact/signals";
import { say } from "../../strings/console";
import { Field, type Problem, tied } from "./field";

/** The six figures that an app shows. */
export function CodeField({ value, problem }: { value: Signal<string>; problem: Problem | null }) {
  return (
    <Field id="code" label={say("second.code")} problem={problem}>
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
