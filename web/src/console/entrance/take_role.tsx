import { useSignal } from "@preact/signals";
import type { Me } from "../../generated/wire";
import { say } from "../../strings/console";
import { takeRole } from "../api";
import { forgetRole, whoIsHere } from "../session";
import { Door } from "./door";
import type { Problem } from "./field";
import { Form } from "./form";
import { Passphrase } from "./passphrase";

/** Somebody with an account was invited to another role: it is theirs once they have said yes, as themselves. */
export function TakeRole({ me, code }: { me: Me; code: string }) {
  const passphrase = useSignal("");
  const problem = useSignal<Problem | null>(null);

  async function send() {
    await takeRole({ invitation: code, passphrase: passphrase.value });
    forgetRole();
    await whoIsHere();
  }

  return (
    <Door title={say("role.title")}>
      <p>{say("role.lead", { name: me.pseudonym })}</p>
      <p>{say("role.means")}</p>
      <Form submit={say("role.submit")} problem={problem} fields={["passphrase"]} send={send}>
        <Passphrase value={passphrase} isNew={false} problem={problem.value} />
      </Form>
      <button type="button" class="quiet" onClick={forgetRole}>
        {say("role.not_now")}
      </button>
    </Door>
  );
}
