import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Complaint } from "../generated/wire";
import { offerCard } from "../peers/card";
import { described, Field } from "../peers/field";
import { dayOf } from "../strings/clock";
import { say } from "../strings/you";
import * as api from "../wire/api";

const ABOUT: readonly (readonly [Complaint["about"], () => string])[] = [
  ["decision", () => say("complain.decision")],
  ["inaction", () => say("complain.inaction")],
  ["staff", () => say("complain.staff")],
  ["trustee", () => say("complain.trustee")],
  ["other", () => say("complain.other")],
];

/** To somebody outside the moderators, with the day by which they answer. */
export function Complain() {
  const about = useSignal<Complaint["about"]>("decision");
  const words = useSignal("");
  const error = useSignal<string | null>(null);
  const due = useSignal<number | null>(null);
  useEffect(() => void ask(), []);

  async function ask() {
    try {
      due.value = (await api.complaint()).due ?? null;
    } catch {
      // it is only told again; sending says what is wrong
    }
  }

  async function send(event: Event) {
    event.preventDefault();
    error.value = null;
    try {
      const receipt = await api.complain({ about: about.value, words: words.value });
      due.value = receipt.due;
      words.value = "";
      offerCard({ name: receipt.card ?? undefined }, "complaint");
    } catch (problem) {
      error.value = problem instanceof api.Refusal ? problem.says : say("unreachable");
    }
  }

  return (
    <section class="field" aria-labelledby="complain-title">
      <h2 id="complain-title">{say("complain.title")}</h2>
      <p>{say("complain.lead")}</p>
      <p role="status">{due.value !== null && say("complain.sent", { day: dayOf(due.value) })}</p>
      <form class="form" onSubmit={send}>
        <Field id="complain-about" label={say("complain.about")}>
          <select
            id="complain-about"
            value={about.value}
            onChange={(event) => (about.value = event.currentTarget.value as Complaint["about"])}
          >
            {ABOUT.map(([name, says]) => (
              <option key={name} value={name}>
                {says()}
              </option>
            ))}
          </select>
        </Field>
        <Field id="complain-words" label={say("complain.words")} error={error.value}>
          <textarea
            {...described("complain-words", error.value, false)}
            rows={4}
            maxLength={4000}
            value={words.value}
            onInput={(event) => (words.value = event.currentTarget.value)}
          />
        </Field>
        <button type="submit">{say("complain.send")}</button>
      </form>
    </section>
  );
}
