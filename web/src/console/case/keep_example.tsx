import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../../strings/console";
import { keepExample } from "../api_quality";
import { inWords } from "../in_words";

/** A lead keeps a labelled message for good, written anew by hand. */
export function KeepExample({ evidence }: { evidence: string }) {
  const open = useSignal(false);
  const text = useSignal("");
  const problem = useSignal<string | null>(null);
  const kept = useSignal<number | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (open.value) field.current?.focus();
  }, [open.value]);

  async function send() {
    problem.value = null;
    try {
      kept.value = (await keepExample(evidence, text.value.trim())).examples;
      open.value = false;
      text.value = "";
    } catch (error) {
      problem.value = inWords(error);
      field.current?.focus();
    }
  }

  if (!open.value)
    return (
      <>
        {kept.value !== null && <p role="status">{say("example.kept", { count: kept.value })}</p>}
        <button type="button" class="quiet" onClick={() => (open.value = true)}>
          {say("example.keep")}
        </button>
      </>
    );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a part of the fieldset around it
    <div class="keep-example" role="group" aria-label={say("example.title")}>
      <p class="soft">{say("example.says")}</p>
      <label for="example">{say("example.words")}</label>
      <textarea
        id="example"
        ref={field}
        rows={3}
        maxLength={2000}
        dir="auto"
        value={text.value}
        onInput={(event) => (text.value = event.currentTarget.value)}
      />
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      <p class="acts">
        <button type="button" class="primary" onClick={send}>
          {say("example.send")}
        </button>
        <button type="button" onClick={() => (open.value = false)}>
          {say("reason.cancel")}
        </button>
      </p>
    </div>
  );
}
