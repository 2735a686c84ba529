import { type Signal, useSignal } from "@preact/signals";
import { say } from "../strings/everywhere";
import { described, Field } from "./field";

const TEXT = { type: "text" } as const;
const SECRET = { type: "password" } as const;

/** A passphrase that can be looked at while it is written. */
export function PassphraseField(props: {
  id?: string;
  label?: string;
  value: Signal<string>;
  isNew: boolean;
  error?: string | null | undefined;
}) {
  const shown = useSignal(false);
  const id = props.id ?? "passphrase";
  return (
    <Field
      id={id}
      label={props.label ?? say("form.passphrase")}
      hint={props.isNew ? say("form.passphrase_hint") : undefined}
      error={props.error}
    >
      <div class="with-button">
        <input
          {...(shown.value ? TEXT : SECRET)}
          {...described(id, props.error, props.isNew)}
          autocomplete={props.isNew ? "new-password" : "current-password"}
          autocapitalize="none"
          spellcheck={false}
          value={props.value.value}
          onInput={(event) => (props.value.value = event.currentTarget.value)}
        />
        <button type="button" aria-pressed={shown.value} onClick={() => (shown.value = !shown.value)}>
          {shown.value ? say("form.hide") : say("form.show")}
          <span class="unseen">{say("form.the_passphrase")}</span>
        </button>
      </div>
    </Field>
  );
}
