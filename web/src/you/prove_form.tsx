import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { FieldError } from "../peers/field";
import { PassphraseField } from "../peers/passphrase_field";
import { type Errors, errorsFrom, focusFirstError, WHOLE_FORM } from "../peers/refused_fields";
import { say } from "../strings/you";
import { prove, waiting } from "../wire/proving";

/** Asks once more whether it is its owner who does this. In the page and not over it: the way out stays in reach. */
export function ProveForm() {
  const form = useRef<HTMLFormElement>(null);
  const passphrase = useSignal("");
  const errors = useSignal<Errors>({});
  useEffect(() => form.current?.querySelector("input")?.focus(), []);

  async function submit(event: Event) {
    event.preventDefault();
    try {
      await prove(passphrase.value);
      waiting.value?.(true);
    } catch (error) {
      errors.value = errorsFrom(error, ["passphrase"]);
      focusFirstError(form.current);
    }
  }

  return (
    <form class="form" ref={form} onSubmit={submit} noValidate aria-labelledby="prove-title">
      <h2 id="prove-title">{say("prove.title")}</h2>
      <p>{say("prove.why")}</p>
      <PassphraseField id="proof" value={passphrase} isNew={false} error={errors.value.passphrase} />
      {errors.value[WHOLE_FORM] && (
        <div role="alert" tabIndex={-1}>
          <FieldError id={WHOLE_FORM} error={errors.value[WHOLE_FORM]} />
        </div>
      )}
      <p class="actions">
        <button type="submit" class="primary">
          {say("prove.go_on")}
        </button>
        <button type="button" class="quiet" onClick={() => waiting.value?.(false)}>
          {say("not_now")}
        </button>
      </p>
    </form>
  );
}
