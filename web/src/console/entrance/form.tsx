import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../../strings/console";
import { Refusal } from "../../wire/api";
import type { Problem } from "./field";

/** Sends once at a time, and puts the focus where the problem is. `send` throws what the API throws. */
export function Form(props: {
  submit: string;
  problem: Signal<Problem | null>;
  fields: readonly string[];
  send: () => Promise<void>;
  children: ComponentChildren;
}) {
  const form = useRef<HTMLFormElement>(null);
  const busy = useSignal(false);
  const { problem } = props;

  useEffect(() => {
    if (problem.value)
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]')?.focus();
  }, [problem.value]);

  async function submit(event: Event) {
    event.preventDefault();
    if (busy.value) return;
    busy.value = true;
    problem.value = null;
    try {
      await props.send();
    } catch (error) {
      problem.value = problemOf(error, props.fields);
    }
    busy.value = false;
  }

  return (
    <form ref={form} onSubmit={submit} noValidate>
      {props.children}
      {problem.value?.field === null && (
        <p class="problem" role="alert" tabIndex={-1}>
          {problem.value.says}
        </p>
      )}
      <button type="submit" class="primary" aria-disabled={busy.value}>
        {props.submit}
      </button>
    </form>
  );
}

function problemOf(error: unknown, fields: readonly string[]): Problem {
  if (!(error instanceof Refusal)) return { field: null, says: say("trouble.no_server") };
  return { field: error.field && fields.includes(error.field) ? error.field : null, says: error.says };
}
