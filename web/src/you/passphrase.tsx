import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { FieldError } from "../peers/field";
import { PassphraseField } from "../peers/passphrase_field";
import { type Errors, errorsFrom, focusFirstError, WHOLE_FORM } from "../peers/refused_fields";
import { say } from "../strings/you";
import { changePassphrase } from "./api";

/** A new passphrase, which shuts out whoever knew the old one. */
export function Passphrase() {
  const form = useRef<HTMLFormElement>(null);
  const old = useSignal("");
  const wanted = useSignal("");
  const errors = useSignal<Errors>({});
  const done = useSignal(false);
  const busy = useSignal(false);

  async function submit(event: Event) {
    event.preventDefault();
    if (busy.value) return;
    done.value = false;
    errors.value = {
      ...(!old.value && { old: say("passphrase.old_missing") }),
      ...(!wanted.value && { new: say("join.passphrase_missing") }),
    };
    if (Object.keys(errors.value).length > 0) return focusFirstError(form.current);
    busy.value = true;
    try {
      await changePassphrase({ old: old.value, new: wanted.value });
      old.value = wanted.value = "";
      done.value = true;
    } catch (error) {
      errors.value = errorsFrom(error, ["old", "new"]);
      focusFirstError(form.current);
    }
    busy.value = false;
  }

  return (
    <form class="form" ref={form} onSubmit={submit} noValidate>
      <p>{say("passphrase.does")}</p>
      <PassphraseField
        id="old"
        label={say("passphrase.old")}
        value={old}
        isNew={false}
        error={errors.value.old}
      />
      <PassphraseField id="new" label={say("passphrase.new")} value={wanted} isNew error={errors.value.new} />
      {errors.value[WHOLE_FORM] && (
        <div role="alert" tabIndex={-1}>
          <FieldError id={WHOLE_FORM} error={errors.value[WHOLE_FORM]} />
        </div>
      )}
      <button type="submit" class="primary" disabled={busy.value}>
        {busy.value ? say("moment") : say("passphrase.change")}
      </button>
      <p role="status">{done.value && say("passphrase.done")}</p>
    </form>
  );
}
