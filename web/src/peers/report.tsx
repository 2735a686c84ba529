import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Reported, Report as Wanted } from "../generated/wire";
import { say } from "../strings/peers";
import * as api from "../wire/api";
import { offerCard } from "./card";
import { focusLog } from "./focus";
import { ReportNote } from "./report_note";
import { reasonsFor, type What, WORDS } from "./report_reasons";

export interface ReportOf {
  /** What is reported, by the name that the server has for it. */
  what: What;
  id: string;
  title: string;
  close: () => void;
}

/** Telling a moderator of a message, a person or a room: one tap on a reason, and not a word to write. */
export function Report({ what, id, title, close }: ReportOf) {
  const legend = useRef<HTMLLegendElement>(null);
  const done = useSignal<{ reason: Wanted["reason"]; answer: Reported } | null>(null);
  const sending = useSignal(false);
  const problem = useSignal<string | null>(null);

  // The log goes to its end when it grows: what one reads first may be above it then.
  useEffect(() => {
    const grown = requestAnimationFrame(() => legend.current?.scrollIntoView({ block: "nearest" }));
    return () => cancelAnimationFrame(grown);
  }, []);

  async function report(reason: Wanted["reason"]) {
    if (sending.value) return;
    sending.value = true;
    problem.value = null;
    try {
      const answer = await api.report({ reason, [what]: id });
      done.value = { reason, answer };
      offerCard({ name: answer.card }, answer.report);
    } catch (error) {
      problem.value = error instanceof api.Refusal ? error.says : say("unreachable");
    }
    sending.value = false;
  }

  return (
    <div class="report">
      {done.value ? (
        <Receipt {...done.value.answer}>
          <ReportNote report={{ reason: done.value.reason, [what]: id }} />
          <button
            type="button"
            onClick={() => {
              close();
              focusLog();
            }}
          >
            {say("cards.close")}
          </button>
        </Receipt>
      ) : (
        <fieldset>
          <legend ref={legend}>{title}</legend>
          <p class="soft">{say("report.hint")}</p>
          {reasonsFor(what).map((reason) => (
            <button key={reason} type="button" disabled={sending.value} onClick={() => report(reason)}>
              {say(WORDS[reason])}
            </button>
          ))}
        </fieldset>
      )}
      {problem.value && <p role="alert">{problem.value}</p>}
    </div>
  );
}

/** What happens now, and the truth about who is there. */
function Receipt({ staffed, again, children }: Reported & { children: preact.ComponentChildren }) {
  const words = useRef<HTMLParagraphElement>(null);
  useEffect(() => words.current?.focus(), []);
  return (
    <div class="receipt">
      <p tabIndex={-1} ref={words}>
        <strong>{say(again ? "report.again" : "report.thanks")}</strong>{" "}
        {say(staffed ? "coverage.staffed" : "report.nobody")} {say("report.told")}
      </p>
      {children}
    </div>
  );
}
