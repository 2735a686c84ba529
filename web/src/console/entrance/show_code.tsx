import { useSignal } from "@preact/signals";
import { say } from "../../strings/console";
import { proveByCode } from "../../wire/proving";
import { whoIsHere } from "../session";
import { CodeField } from "./code_field";
import type { Problem } from "./field";
import { Form } from "./form";

/** The code that one's app shows now. */
export function ShowCode() {
  const code = useSignal("");
  const problem = useSignal<Problem | null>(null);

  async function send() {
    await proveByCode(code.value);
    await whoIsHere();
  }

  return (
    <>
      <p>{say("second.lead")}</p>
      <Form submit={say("prove.go_on")} problem={problem} fields={["code"]} send={send}>
        <CodeField value={code} problem={problem.value} />
      </Form>
      <p class="soft">{say("second.gone")}</p>
    </>
  );
}
