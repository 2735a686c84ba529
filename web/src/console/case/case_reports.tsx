import { useSignal } from "@preact/signals";
import type { CaseView, Reporter, CaseReports as Reports } from "../../generated/wire";
import { timeOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { readReporters } from "../api";
import { noticeRefusal, session } from "../session";
import { reasonInWords } from "./words";

/** How many people reported what is in the case, and why; who they are is for those who may know, and recorded. */
export function CaseReports({ view: { line, reports } }: { view: CaseView }) {
  if (!reports) return null;
  return (
    <section class="reports" aria-labelledby="reports-title">
      <h3 id="reports-title">{say("reports.people", { count: reports.people })}</h3>
      <Reasons of={reports} />
      {reports.notes?.map((note) => (
        <blockquote key={note} dir="auto">
          {note}
        </blockquote>
      ))}
      <Who case={line.id} key={line.id} />
    </section>
  );
}

function Reasons({ of: { reasons } }: { of: Reports }) {
  return (
    <ul>
      {reasons.map(({ reason, people }) => (
        <li key={reason}>
          {people > 1
            ? say("reports.reason_of", { reason: reasonInWords(reason), count: people })
            : reasonInWords(reason)}
        </li>
      ))}
    </ul>
  );
}

function Who({ case: id }: { case: string }) {
  const who = useSignal<readonly Reporter[] | null>(null);
  const failed = useSignal(false);
  const here = session.value;
  if (here.kind !== "moderator" || !here.me.may.includes("report.who")) return null;

  async function look() {
    failed.value = false;
    try {
      who.value = (await readReporters(id)).reporters;
    } catch (error) {
      noticeRefusal(error);
      failed.value = true;
    }
  }

  if (who.value)
    return (
      <ul>
        {who.value.map(({ alias, reason, at }) => (
          <li key={`${alias} ${at}`}>
            <time class="soft">{timeOf(at)}</time> {alias}: {reasonInWords(reason)}
          </li>
        ))}
      </ul>
    );
  return (
    <p>
      <button type="button" class="quiet" onClick={look}>
        {say("reports.who")}
      </button>{" "}
      <span class="soft">{say("evidence.before_hint")}</span>
      {failed.value && <span role="alert"> {say("reports.failed")}</span>}
    </p>
  );
}
