import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { say } from "../strings/peers";
import * as api from "../wire/api";
import { keeping } from "../wire/keeping";
import { described, Field, FieldError, Tick } from "./field";
import { PassphraseField } from "./passphrase_field";
import { type Errors, errorsFrom, focusFirstError, WHOLE_FORM } from "./refused_fields";
import { endedBecause, enter, lastHere } from "./session";
import { Title } from "./title";
import { exitIsOver } from "./unfinished_exit";
import { go } from "./view";

/** Coming in without a passphrase is on the other page. */
function toWayIn() {
  keeping.write("you", "way_in");
  location.replace("/you");
}

/** For those who have a name here. */
export function SignIn({ slug }: { slug: string | null }) {
  const form = useRef<HTMLFormElement>(null);
  const pseudonym = useSignal(endedBecause.value ? lastHere() : "");
  const passphrase = useSignal("");
  const keep = useSignal(false);
  const errors = useSignal<Errors>({});
  const busy = useSignal(false);

  async function submit(event: Event) {
    event.preventDefault();
    if (busy.value) return;
    errors.value = {
      ...(!pseudonym.value.trim() && { pseudonym: say("sign_in.name_missing") }),
      ...(!passphrase.value && { passphrase: say("sign_in.passphrase_missing") }),
    };
    if (Object.keys(errors.value).length > 0) return focusFirstError(form.current);
    busy.value = true;
    await exitIsOver;
    try {
      const who = await api.signIn({
        pseudonym: pseudonym.value.trim(),
        passphrase: passphrase.value,
        keep: keep.value,
      });
      enter(who, keep.value);
      go(slug ? { name: "card", slug } : who.rooms.length > 0 ? { name: "rooms" } : { name: "directory" });
    } catch (error) {
      errors.value = errorsFrom(error, ["pseudonym", "passphrase"]);
      focusFirstError(form.current);
    }
    busy.value = false;
  }

  return (
    <form class="form" ref={form} onSubmit={submit} noValidate>
      <Title>{say("sign_in.title")}</Title>
      {endedBecause.value && <p role="status">{endedBecause.value}</p>}
      <Field id="pseudonym" label={say("sign_in.name")} error={errors.value.pseudonym}>
        <input
          type="text"
          {...described("pseudonym", errors.value.pseudonym, false)}
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          value={pseudonym.value}
          onInput={(event) => (pseudonym.value = event.currentTarget.value)}
        />
      </Field>
      <PassphraseField value={passphrase} isNew={false} error={errors.value.passphrase} />
      <Tick
        id="keep"
        label={say("form.keep")}
        hint={say("form.keep_hint")}
        checked={keep.value}
        onChange={(yes) => (keep.value = yes)}
      />
      {errors.value[WHOLE_FORM] && (
        <div role="alert" tabIndex={-1}>
          <FieldError id={WHOLE_FORM} error={errors.value[WHOLE_FORM]} />
        </div>
      )}
      <button type="submit" class="primary wide" disabled={busy.value}>
        {busy.value ? say("moment") : say("sign_in.submit")}
      </button>
      <p class="soft">
        {say("sign_in.forgotten")}{" "}
        <button type="button" class="quiet in-line" onClick={toWayIn}>
          {say("sign_in.recovery")}
        </button>{" "}
        <button type="button" class="quiet in-line" onClick={() => go({ name: "join", slug })}>
          {say("sign_in.no_name")}
        </button>
      </p>
    </form>
  );
}
