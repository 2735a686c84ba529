import type { Signal } from "@preact/signals";
import type { AnswerChoice } from "../generated/wire";
import { described, Field } from "../peers/field";
import { say } from "../strings/one_to_one";

/** One of a list. */
export function Choose(props: {
  id: string;
  label: string;
  of: readonly AnswerChoice[];
  value: Signal<string>;
  error: string | null;
}) {
  return (
    <Field id={props.id} label={props.label} error={props.error}>
      <select
        {...described(props.id, props.error, false)}
        value={props.value.value}
        onChange={(event) => (props.value.value = event.currentTarget.value)}
      >
        <option value="">{say("ask.choose")}</option>
        {props.of.map(({ code, says }) => (
          <option key={code} value={code}>
            {says}
          </option>
        ))}
      </select>
    </Field>
  );
}
