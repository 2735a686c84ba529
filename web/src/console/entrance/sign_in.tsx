import { useSignal } from "@preact/signals";
import { say } from "../../strings/console";
import { signIn } from "../../wire/api";
import { enter } from "../session";
import { Door } from "./door";
import { Field, type Problem, tied } from "./field";
import { Form } from "./form";
import { Passphrase } from "./passphrase";

export function SignIn({ says, onInvited }: { says: string | null; onInvited?: (() => void) | undefined }) {
  const pseudonym = useSignal("");
  const passphrase = useSignal("");
  const problem = useSignal<Problem | null>(null);

  async function send() {
    enter(await signIn({ pseudonym: pseudonym.value.trim(), passphrase: passphrase.value }));
  }

  return (
    <Door title={say("sign_in.title")}>
      {says && <p role="status">{says}</p>}
      <Form submit={say("sign_in.submit")} problem={problem} fields={["pseudonym", "passphrase"]} send={send}>
        <Field id="pseudonym" label={say("field.name")} problem={problem.value}>
          <input
            type="text"
            {...tied("pseudonym", problem.value)}
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            value={pseudonym.value}
            onInput={(event) => (pseudonym.value = event.currentTarget.value)}
          />
        </Field>
        <Passphrase value={passphrase} isNew={false} problem={problem.value} />
      </Form>
      {onInvited && (
        <button type="button" class="quiet" onClick={onInvited}>
          {say("register.have_invitation")}
        </button>
      )}
      <p class="soft">
        {say("sign_in.peer")} <a href="/">{say("app.to_rooms")}</a>
      </p>
    </Door>
  );
}
