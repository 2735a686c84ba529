import type { Signal } from "@preact/signals";
import { described, Field } from "../peers/field";

/** The six figures that an app shows. */
export function CodeField(props: { label: string; value: Signal<string>; error: string | null | undefined }) {
  return (
    <Field id="code" label={props.label} error={props.error}>
      <input
        type="text"
        {...described("code", props.error, false)}
        inputMode="numeric"
        autocomplete="one-time-code"
        maxLength={12}
        value={props.value.value}
        onInput={(event) => (props.value.value = event.currentTarget.value)}
      />
    </Field>
  );
}
