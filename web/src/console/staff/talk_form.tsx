import { useSignal } from "@preact/signals";
import type { NewTalk } from "../../generated/wire";
import { say } from "../../strings/console";
import { Field, type Problem } from "../entrance/field";
import { Form } from "../entrance/form";
import { kindInWords } from "./words";

/** What one says to whoever looks after one, or notes about somebody whom one looks after. */
export function TalkForm(props: {
  kinds: readonly NewTalk["kind"][];
  /** Where several are on one page. */
  id?: string;
  send: (wanted: NewTalk) => Promise<void>;
}) {
  const [first = "note", ...others] = props.kinds;
  const kind = useSignal(first);
  const words = useSignal("");
  const problem = useSignal<Problem | null>(null);
  const done = useSignal(false);
  const id = `talk-words${props.id ?? ""}`;

  async function send() {
    done.value = false;
    await props.send({ kind: kind.value, words: words.value });
    words.value = "";
    done.value = true;
  }

  return (
    <Form submit={kindInWords[kind.value]()} problem={problem} fields={[]} send={send}>
      {others.length > 0 && (
        <fieldset class="choices">
          <legend class="unseen">{say("talks.what")}</legend>
          {props.kinds.map((one) => (
            <label key={one} class="tick">
              <input
                type="radio"
                name={`kind${props.id ?? ""}`}
                checked={kind.value === one}
                onChange={() => (kind.value = one)}
              />
              <span>{kindInWords[one]()}</span>
            </label>
          ))}
        </fieldset>
      )}
      <Field id={id} label={say(kind.value === "note" ? "talks.note_words" : "talks.words")} problem={null}>
        <textarea
          id={id}
          rows={3}
          maxLength={4000}
          value={words.value}
          onInput={(event) => (words.value = event.currentTarget.value)}
        />
      </Field>
      <p role="status">{done.value && say("talks.done")}</p>
    </Form>
  );
}
