import { useEffect } from "preact/hooks";
import { say } from "../strings/everywhere";
import { described, Field } from "./field";
import { countries, fetchCountries } from "./helplines";

/** A country for help lines: chosen by the person, never guessed. */
export function CountrySelect(props: {
  id: string;
  value: string;
  onChange: (code: string) => void;
  hint?: string | undefined;
  error?: string | null | undefined;
}) {
  useEffect(() => void fetchCountries(), []);
  return (
    <Field id={props.id} label={say("form.country")} hint={props.hint} error={props.error}>
      <select
        {...described(props.id, props.error, props.hint)}
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      >
        <option value="">{say("form.choose_country")}</option>
        {countries.value.map(({ code, name }) => (
          <option key={code} value={code} selected={code === props.value}>
            {name}
          </option>
        ))}
      </select>
    </Field>
  );
}
