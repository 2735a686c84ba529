import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { SecondProofs } from "../../generated/wire";
import { say } from "../../strings/console";
import { proveByPasskey } from "../../wire/passkeys";
import { prove, proveByCode, waiting } from "../../wire/proving";
import { readSecondProofs } from "../api";
import { CodeField } from "../entrance/code_field";
import type { Problem } from "../entrance/field";
import { Form } from "../entrance/form";
import { Passphrase } from "../entrance/passphrase";
import { WithPasskey } from "../entrance/with_passkey";

/** Asks once more who is at the desk, before what is dangerous: by the passphrase, or what else they have set up. */
export function ProveDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const passphrase = useSignal("");
  const code = useSignal("");
  const has = useSignal<SecondProofs | null>(null);
  const problem = useSignal<Problem | null>(null);
  const asked = waiting.value;
  useEffect(() => {
    if (!asked) return dialog.current?.close();
    passphrase.value = code.value = "";
    problem.value = null;
    dialog.current?.showModal();
    readSecondProofs().then(
      (found) => (has.value = found),
      () => {}, // the passphrase is there all the same
    );
  }, [asked]);

  async function send() {
    await (code.value.trim() ? proveByCode(code.value) : prove(passphrase.value));
    asked?.(true);
  }

  return (
    <dialog ref={dialog} aria-labelledby="prove-title" onClose={() => waiting.value?.(false)}>
      <h2 id="prove-title">{say("prove.title")}</h2>
      <p>{say("prove.why")}</p>
      <Form submit={say("prove.go_on")} problem={problem} fields={["passphrase", "code"]} send={send}>
        <Passphrase value={passphrase} isNew={false} problem={problem.value} />
        {has.value?.totp && <CodeField label={say("prove.code")} value={code} problem={problem.value} />}
      </Form>
      {!!has.value?.passkeys.length && (
        <WithPasskey says={say("second.passkey")} act={() => proveByPasskey().then(() => asked?.(true))} />
      )}
      <form method="dialog">
        <button type="submit" class="quiet">
          {say("reason.cancel")}
        </button>
      </form>
    </dialog>
  );
}
