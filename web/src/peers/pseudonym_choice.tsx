import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../strings/peers";
import * as api from "../wire/api";
import { described, FieldError, hintId } from "./field";

/** Three names to choose from, or one's own. */
export function PseudonymChoice({
  value,
  error,
}: {
  value: Signal<string>;
  error: string | null | undefined;
}) {
  const suggested = useSignal<readonly string[]>([]);
  const own = useSignal("");
  const writing = useSignal(false);
  const box = useRef<HTMLInputElement>(null);

  async function suggest() {
    try {
      suggested.value = (await api.pseudonyms()).pseudonyms;
      if (!writing.value) value.value = suggested.value[0] ?? "";
    } catch {
      // Without suggestions one can still write a name.
      writing.value = true;
    }
  }
  useEffect(() => void suggest(), []);

  function choose(name: string) {
    writing.value = false;
    value.value = name;
  }

  function write(name: string) {
    writing.value = true;
    own.value = name;
    value.value = name;
  }

  return (
    <fieldset class="field">
      <legend>{say("join.name")}</legend>
      <p class="hint" id={hintId("pseudonym")}>
        {say("join.name_hint")}
      </p>
      <div class="choices">
        {suggested.value.map((name) => (
          <label key={name} class="choice">
            <input
              type="radio"
              name="pseudonym"
              checked={!writing.value && value.value === name}
              onChange={() => choose(name)}
            />
            <span>{name}</span>
          </label>
        ))}
        {(suggested.value.length > 0 || writing.value) && ( // names that come later would push it from under a finger
          <label class="choice">
            <input
              type="radio"
              name="pseudonym"
              checked={writing.value}
              onChange={() => {
                write(own.value);
                box.current?.focus();
              }}
            />
            <span>{say("join.own_name")}</span>
          </label>
        )}
      </div>
      <div class="with-button">
        <input
          type="text"
          ref={box}
          {...described("pseudonym", error, true)}
          aria-label={say("join.own_name_label")}
          autocomplete="username"
          maxLength={30}
          hidden={!writing.value}
          value={own.value}
          onInput={(event) => write(event.currentTarget.value)}
        />
        <button type="button" class="quiet" hidden={writing.value} onClick={suggest}>
          {say("join.other_names")}
        </button>
      </div>
      <FieldError id="pseudonym" error={error} />
    </fieldset>
  );
}
