import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { described, Field, FieldError, Tick } from "../peers/field";
import { PassphraseField } from "../peers/passphrase_field";
import { type Errors, errorsFrom, focusFirstError, WHOLE_FORM } from "../peers/refused_fields";
import { Title } from "../peers/title";
import { exitIsOver } from "../peers/unfinished_exit";
import { say } from "../strings/you";
import { Refusal } from "../wire/api";
import { canPasskeys, comeInByPasskey, NoPasskey } from "../wire/passkeys";
import { recover } from "./api";
import { enter } from "./me";

/** For somebody who is signed in nowhere, and comes without a passphrase. */
export function WayIn() {
  return (
    <div class="form">
      <Title>{say("way_in.title")}</Title>
      {canPasskeys() && <ByPasskey />}
      <ByWords />
    </div>
  );
}

function ByPasskey() {
  const problem = useSignal<string | null>(null);

  async function comeIn() {
    problem.value = null;
    await exitIsOver;
    try {
      enter(await comeInByPasskey(false), false);
    } catch (error) {
      problem.value =
        error instanceof NoPasskey
          ? say("way_in.no_passkey")
          : error instanceof Refusal
            ? error.says
            : say("unreachable_form");
    }
  }

  return (
    <div class="field">
      <button type="button" class="primary wide" onClick={comeIn}>
        {say("way_in.passkey")}
      </button>
      {problem.value && <p role="alert">{problem.value}</p>}
    </div>
  );
}

function ByWords() {
  const form = useRef<HTMLFormElement>(null);
  const pseudonym = useSignal("");
  const words = useSignal("");
  const passphrase = useSignal("");
  const keep = useSignal(false);
  const errors = useSignal<Errors>({});
  const busy = useSignal(false);

  async function submit(event: Event) {
    event.preventDefault();
    if (busy.value) return;
    errors.value = {
      ...(!pseudonym.value.trim() && { pseudonym: say("sign_in.name_missing") }),
      ...(!words.value.trim() && { words: say("way_in.words_missing") }),
      ...(!passphrase.value && { passphrase: say("join.passphrase_missing") }),
    };
    if (Object.keys(errors.value).length > 0) return focusFirstError(form.current);
    busy.value = true;
    await exitIsOver;
    try {
      const given = { pseudonym: pseudonym.value.trim(), words: words.value, passphrase: passphrase.value };
      enter(await recover({ ...given, keep: keep.value }), keep.value);
    } catch (error) {
      errors.value = errorsFrom(error, ["pseudonym", "words", "passphrase"]);
      focusFirstError(form.current);
    }
    busy.value = false;
  }

  return (
    <form class="form" ref={form} onSubmit={submit} noValidate>
      <h2>{say("way_in.recovery")}</h2>
      <p>{say("way_in.what")}</p>
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
      <Field
        id="words"
        label={say("way_in.words")}
        hint={say("way_in.words_hint")}
        error={errors.value.words}
      >
        <input
          type="text"
          {...described("words", errors.value.words, true)}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          maxLength={200}
          value={words.value}
          onInput={(event) => (words.value = event.currentTarget.value)}
        />
      </Field>
      <PassphraseField
        label={say("passphrase.new")}
        value={passphrase}
        isNew
        error={errors.value.passphrase}
      />
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
        {busy.value ? say("moment") : say("way_in.submit")}
      </button>
    </form>
  );
}
