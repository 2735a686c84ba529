import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { NewTotp } from "../../generated/wire";
import { say } from "../../strings/console";
import { newTotp, setUpTotp } from "../api";
import { whoIsHere } from "../session";
import { CodeField } from "./code_field";
import type { Problem } from "./field";
import { Form } from "./form";
import { inFours } from "./in_fours";
import { Picture } from "./picture";

/** An authenticator app is told a secret, and shows that it has it. */
export function SetUpCode() {
  const made = useSignal<NewTotp | null>(null);
  const code = useSignal("");
  const problem = useSignal<Problem | null>(null);
  useEffect(() => void make(), []);

  async function make() {
    try {
      made.value = await newTotp();
    } catch {
      problem.value = { field: null, says: say("trouble.no_server") };
    }
  }

  async function send() {
    if (!made.value) return make();
    await setUpTotp({ secret: made.value.secret, code: code.value });
    await whoIsHere();
  }

  return (
    <>
      <p>{say("second.set_up_lead")}</p>
      {made.value && (
        <>
          <Picture rows={made.value.picture} says={say("second.picture")} />
          <p>
            {say("second.by_hand")} <code class="secret">{inFours(made.value.secret)}</code>
          </p>
          <p>
            <a href={made.value.uri}>{say("second.here")}</a>
          </p>
        </>
      )}
      <Form submit={say("second.done")} problem={problem} fields={["code"]} send={send}>
        <CodeField value={code} problem={problem.value} />
      </Form>
    </>
  );
}
