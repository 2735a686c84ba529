import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { dayOf } from "../strings/clock";
import { say } from "../strings/you";
import { Refusal } from "../wire/api";
import { forgetRecovery, makeRecovery, readRecovery } from "./api";

/** Six words that open the account once. They are on screen until one goes on, and never again. */
export function Recovery() {
  const made = useSignal<number | null>(null);
  const words = useSignal<readonly string[]>([]);
  const problem = useSignal<string | null>(null);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => void attempt(look), []);
  useEffect(() => list.current?.focus(), [words.value]);

  async function look() {
    made.value = (await readRecovery()).at ?? null;
  }

  async function make() {
    words.value = (await makeRecovery()).words;
  }

  async function written() {
    words.value = [];
    await look();
  }

  async function forget() {
    await forgetRecovery();
    await look();
  }

  async function attempt(act: () => Promise<void>) {
    problem.value = null;
    try {
      await act();
    } catch (error) {
      if (error instanceof Refusal && error.code === "not_fresh") return; // one thought better of it
      problem.value = error instanceof Refusal ? error.says : say("unreachable");
    }
  }

  if (words.value.length > 0)
    return (
      <>
        <p>{say("recovery.write_down")}</p>
        <ol class="recovery-words" ref={list} tabIndex={-1}>
          {words.value.map((word, place) => (
            <li key={`${place} ${word}`}>{word}</li>
          ))}
        </ol>
        <button type="button" class="primary" onClick={() => attempt(written)}>
          {say("recovery.written")}
        </button>
      </>
    );
  return (
    <>
      <p>{say("recovery.what")}</p>
      <p>{say("recovery.paper")}</p>
      <p role="status">{made.value !== null && say("recovery.made", { day: dayOf(made.value) })}</p>
      {problem.value && <p role="alert">{problem.value}</p>}
      <p class="actions">
        <button type="button" class="primary" onClick={() => attempt(make)}>
          {say(made.value === null ? "recovery.make" : "recovery.make_new")}
        </button>
        {made.value !== null && (
          <button type="button" onClick={() => attempt(forget)}>
            {say("recovery.forget")}
          </button>
        )}
      </p>
    </>
  );
}
