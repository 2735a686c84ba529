import { useSignal } from "@preact/signals";
import { PassphraseField } from "../peers/passphrase_field";
import { say } from "../strings/you";
import { Refusal } from "../wire/api";
import { copy, save } from "./rights";

/** A copy of everything of one's own. */
export function TakeAlong() {
  const passphrase = useSignal("");
  const error = useSignal<string | null>(null);
  const state = useSignal<"" | "copy.making" | "copy.made">("");

  async function take(event: Event) {
    event.preventDefault();
    error.value = null;
    state.value = "copy.making";
    try {
      save(await copy(passphrase.value), "notes.zip");
      passphrase.value = "";
      state.value = "copy.made";
    } catch (problem) {
      error.value = problem instanceof Refusal ? problem.says : say("unreachable");
      state.value = "";
    }
  }

  return (
    <form class="form" onSubmit={take}>
      <p>{say("copy.what")}</p>
      <p>{say("copy.careful")}</p>
      <PassphraseField value={passphrase} isNew={false} error={error.value} />
      <button type="submit" disabled={state.value === "copy.making"}>
        {say("copy.take")}
      </button>
      <p role="status">{state.value && say(state.value)}</p>
    </form>
  );
}
