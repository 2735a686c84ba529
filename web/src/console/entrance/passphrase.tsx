import { type Signal, useSignal } from "@preact/signals";
import { say } from "../../strings/console";
import { Field, type Problem, tied } from "./field";

/** A passphrase that can be looked at while it is typed. */
export function Passphrase(props: { value: Signal<string>; isNew: boolean; problem: Problem | null }) {
  const seen = useSignal(false);
  return (
    <Field
      id="passphrase"
      label={say("field.passphrase")}
      hint={props.isNew ? say("field.passphrase_hint") : undefined}
      problem={props.problem}
    >
      <div class="beside">
        <input
          {...(seen.value ? { type: "text" as const } : { type: "password" as const })}
          {...tied("passphrase", props.problem, props.isNew ? "with hint" : "no hint")}
          autocomplete={props.isNew ? "new-password" : "current-password"}
          autocapitalize="none"
          spellcheck={false}
          value={props.value.value}
          onInput={(event) => (props.value.value = event.currentTarget.value)}
        />
        <button type="button" aria-controls="passphrase" onClick={() => (seen.value = !seen.value)}>
          {seen.value ? say("field.passphrase_hide") : say("field.passphrase_show")}
        </button>
      </div>
    </Field>
  );
}
