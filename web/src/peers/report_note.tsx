import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { Report } from "../generated/wire";
import { say } from "../strings/peers";
import * as api from "../wire/api";
import { offerCard } from "./card";

const LONGEST = 1000;

/** A few words more, for those who want to. Nobody has to. */
export function ReportNote({ report }: { report: Report }) {
  const id = useId();
  const open = useSignal(false);
  const words = useSignal("");
  const done = useSignal(false);
  const problem = useSignal<string | null>(null);

  async function add() {
    if (!words.value.trim()) return;
    problem.value = null;
    try {
      const answer = await api.report({ ...report, note: words.value });
      done.value = true;
      offerCard({ name: answer.card }, `${answer.report} note`);
    } catch (error) {
      problem.value = error instanceof api.Refusal ? error.says : say("unreachable");
    }
  }

  if (done.value) return <p role="status">{say("report.note_added")}</p>;
  if (!open.value)
    return (
      <button type="button" class="quiet" onClick={() => (open.value = true)}>
        {say("report.note")}
      </button>
    );
  return (
    <div class="report-note">
      <label for={id}>{say("report.note_label")}</label>
      <textarea
        id={id}
        rows={3}
        maxLength={LONGEST}
        value={words.value}
        onInput={(event) => (words.value = event.currentTarget.value)}
      />
      <button type="button" onClick={add}>
        {say("report.note_send")}
      </button>
      {problem.value && <p role="alert">{problem.value}</p>}
    </div>
  );
}
