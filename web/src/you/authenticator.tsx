import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { inFours } from "../console/entrance/in_fours";
import { Picture } from "../console/entrance/picture";
import type { NewTotp } from "../generated/wire";
import { FieldError } from "../peers/field";
import { type Errors, errorsFrom, focusFirstError, WHOLE_FORM } from "../peers/refused_fields";
import { say } from "../strings/you";
import { Refusal } from "../wire/api";
import { newTotp, readSecondProofs, setUpTotp } from "./api";
import { CodeField } from "./code_field";

/** For those who work here: the app that makes their codes, and another one in its place. */
export function Authenticator() {
  const has = useSignal(false);
  const made = useSignal<NewTotp | null>(null);
  const done = useSignal(false);
  const problem = useSignal<string | null>(null);
  useEffect(() => void attempt(look), []);

  async function look() {
    has.value = (await readSecondProofs()).totp;
  }

  async function attempt(act: () => Promise<unknown>) {
    problem.value = null;
    try {
      await act();
    } catch (error) {
      if (error instanceof Refusal && error.code === "not_fresh") return; // one thought better of it
      problem.value = error instanceof Refusal ? error.says : say("unreachable");
    }
  }

  async function begin() {
    done.value = false;
    made.value = await newTotp();
  }

  async function finish() {
    made.value = null;
    done.value = true;
    await look();
  }

  return (
    <>
      <p>{say(has.value ? "authenticator.has" : "authenticator.none")}</p>
      {problem.value && <p role="alert">{problem.value}</p>}
      {made.value ? (
        <NewOne made={made.value} finish={finish} />
      ) : (
        <p>
          <button type="button" class="primary" onClick={() => attempt(begin)}>
            {say(has.value ? "authenticator.change" : "authenticator.set_up")}
          </button>
        </p>
      )}
      <p role="status">{done.value && say("authenticator.done")}</p>
    </>
  );
}

function NewOne({ made, finish }: { made: NewTotp; finish: () => Promise<void> }) {
  const form = useRef<HTMLFormElement>(null);
  const code = useSignal("");
  const errors = useSignal<Errors>({});

  async function submit(event: Event) {
    event.preventDefault();
    try {
      await setUpTotp({ secret: made.secret, code: code.value });
      await finish();
    } catch (error) {
      errors.value = errorsFrom(error, ["code"]);
      focusFirstError(form.current);
    }
  }

  return (
    <form class="form" ref={form} onSubmit={submit} noValidate>
      <Picture rows={made.picture} says={say("authenticator.picture")} />
      <p>
        {say("authenticator.by_hand")} <code class="secret">{inFours(made.secret)}</code>
      </p>
      <p>
        <a href={made.uri}>{say("authenticator.here")}</a>
      </p>
      <CodeField label={say("authenticator.code")} value={code} error={errors.value.code} />
      {errors.value[WHOLE_FORM] && (
        <div role="alert" tabIndex={-1}>
          <FieldError id={WHOLE_FORM} error={errors.value[WHOLE_FORM]} />
        </div>
      )}
      <p>
        <button type="submit" class="primary">
          {say("authenticator.check")}
        </button>
      </p>
    </form>
  );
}
