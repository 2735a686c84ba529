import { useSignal } from "@preact/signals";
import { whenOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { handOver, packs } from "../desk/packs";
import type { Problem } from "../entrance/field";
import { Form } from "../entrance/form";
import { PackedCases } from "./handed_over";

/** To whoever comes next; and whether they have read what one handed over last. */
export function HandOverForm() {
  const problem = useSignal<Problem | null>(null);
  const note = useSignal("");
  const own = packs.value.find(({ mine }) => mine);

  async function send() {
    await handOver(note.value);
    note.value = "";
  }

  return (
    <>
      <h2>{say("pack.title")}</h2>
      <p class="soft">{say("pack.says")}</p>
      <Form submit={say("pack.make")} problem={problem} fields={[]} send={send}>
        <label class="pack-field">
          <span>{say("pack.note")}</span>
          <textarea
            rows={3}
            maxLength={2000}
            value={note.value}
            onInput={(event) => (note.value = event.currentTarget.value)}
          />
        </label>
      </Form>
      {own && (
        <section class="handed-over" aria-label={say("pack.own")}>
          <p role="status">
            {own.read == null
              ? say("pack.unread", { time: whenOf(own.made) })
              : say("pack.read_by", { name: own.read_by ?? "", time: whenOf(own.read) })}
          </p>
          {own.note && (
            <p class="pack-note" dir="auto">
              {own.note}
            </p>
          )}
          <PackedCases cases={own.cases} />
        </section>
      )}
    </>
  );
}
