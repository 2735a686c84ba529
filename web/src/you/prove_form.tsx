import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { SecondProofs } from "../generated/wire";
import { FieldError } from "../peers/field";
import { PassphraseField } from "../peers/passphrase_field";
import { type Errors, errorsFrom, focusFirstError, WHOLE_FORM } from "../peers/refused_fields";
import { say } from "../strings/you";
import { NoPasskey, proveByPasskey } from "../wire/passkeys";
import { prove, proveByCode, waiting } from "../wire/proving";
import { readSecondProofs } from "./api";
import { CodeField } from "./code_field";

/** Asks once more whether it is its owner who does this: by the passphrase, or by what else they have set up. In the
 * page and not over it: the way out stays in reach. */
export function ProveForm() {
  const form = useRef<HTMLFormElement>(null);
  const passphrase = useSignal("");
  const code = useSignal("");
  const has = useSignal<SecondProofs | null>(null);
  const errors = useSignal<Errors>({});
  useEffect(() => {
    form.current?.querySelector("input")?.focus();
    readSecondProofs().then(
      (found) => (has.value = found),
      () => {}, // the passphrase is there all the same
    );
  }, []);

  async function attempt(proof: () => Promise<unknown>) {
    try {
      await proof();
      waiting.value?.(true);
    } catch (error) {
      errors.value =
        error instanceof NoPasskey
          ? { [WHOLE_FORM]: say("way_in.no_passkey") }
          : errorsFrom(error, ["passphrase", "code"]);
      focusFirstError(form.current);
    }
  }

  function submit(event: Event) {
    event.preventDefault();
    return attempt(() => (code.value.trim() ? proveByCode(code.value) : prove(passphrase.value)));
  }

  return (
    <form class="form" ref={form} onSubmit={submit} noValidate aria-labelledby="prove-title">
      <h2 id="prove-title">{say("prove.title")}</h2>
      <p>{say("prove.why")}</p>
      <PassphraseField id="proof" value={passphrase} isNew={false} error={errors.value.passphrase} />
      {has.value?.totp && <CodeField label={say("prove.code")} value={code} error={errors.value.code} />}
      {errors.value[WHOLE_FORM] && (
        <div role="alert" tabIndex={-1}>
          <FieldError id={WHOLE_FORM} error={errors.value[WHOLE_FORM]} />
        </div>
      )}
      <p class="actions">
        <button type="submit" class="primary">
          {say("prove.go_on")}
        </button>
        {!!has.value?.passkeys.length && (
          <button type="button" onClick={() => attempt(proveByPasskey)}>
            {say("prove.passkey")}
          </button>
        )}
        <button type="button" class="quiet" onClick={() => waiting.value?.(false)}>
          {say("not_now")}
        </button>
      </p>
    </form>
  );
}
