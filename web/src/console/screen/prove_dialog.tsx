import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../../strings/console";
import { prove, waiting } from "../../wire/proving";
import type { Problem } from "../entrance/field";
import { Form } from "../entrance/form";
import { Passphrase } from "../entrance/passphrase";

/** Asks once more who is at the desk, before what is dangerous. */
export function ProveDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const passphrase = useSignal("");
  const problem = useSignal<Problem | null>(null);
  const asked = waiting.value;
  useEffect(() => {
    if (!asked) return dialog.current?.close();
    passphrase.value = "";
    problem.value = null;
    dialog.current?.showModal();
  }, [asked]);

  async function send() {
    await prove(passphrase.value);
    asked?.(true);
  }

  return (
    <dialog ref={dialog} aria-labelledby="prove-title" onClose={() => waiting.value?.(false)}>
      <h2 id="prove-title">{say("prove.title")}</h2>
      <p>{say("prove.why")}</p>
      <Form submit={say("prove.go_on")} problem={problem} fields={["passphrase"]} send={send}>
        <Passphrase value={passphrase} isNew={false} problem={problem.value} />
      </Form>
      <form method="dialog">
        <button type="submit" class="quiet">
          {say("reason.cancel")}
        </button>
      </form>
    </dialog>
  );
}
