import type { CaseSanction, CaseView } from "../../generated/wire";
import { whenOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { act, busy } from "../desk/open_case";
import { isSanction } from "./acts";
import { begin } from "./commands";
import { actInWords, lengthInWords } from "./words";

/** What was decided about the person, and what can be: in a case about house rules, and in no other. */
export function Decisions({ view }: { view: CaseView }) {
  const { alias } = view.line;
  const decided = view.sanctions ?? [];
  const ladder = view.ladder ?? [];
  if (decided.length === 0 && ladder.length === 0) return null;
  return (
    <section class="decisions" aria-labelledby="decisions-title">
      <h3 id="decisions-title">{say("sanction.title", { alias })}</h3>
      {decided.length > 0 && (
        <ul>
          {decided.map((one) => (
            <li key={one.id}>
              <Decision view={view} one={one} />
            </li>
          ))}
        </ul>
      )}
      {ladder.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: buttons, not fields of a form
        <div class="acts" role="group" aria-label={say("sanction.decide", { alias })}>
          {ladder.map(({ kind, says }) => (
            <button
              key={kind}
              type="button"
              title={says}
              aria-disabled={busy.value}
              onClick={() => begin(kind)}
            >
              {actInWords(kind)}
            </button>
          ))}
        </div>
      )}
    </section>
  );
}

function Decision({ view, one }: { view: CaseView; one: CaseSanction }) {
  const { acts } = view;
  const holds = !one.undone && !one.over;
  return (
    <>
      <p>
        <strong>{actInWords(one.kind)}</strong>
        {one.room && ` (${one.room})`}
        {", "}
        {one.by ?? say("history.somebody")}
        {one.until != null && `, ${say("sanction.until", { when: whenOf(one.until) })}`}
        {!holds && ` ${say(one.undone ? "sanction.undone" : "sanction.over")}`}
        {one.reason && <q dir="auto">{one.reason}</q>}
      </p>
      {holds && one.asked_s != null && (
        <p class="soft">{say("sanction.waits", { length: lengthInWords(one.asked_s) })}</p>
      )}
      {holds && (
        <p class="acts">
          {acts.includes("undo") && isSanction(one.kind) && (
            <button
              type="button"
              aria-disabled={busy.value}
              onClick={() => act({ act: "undo", sanction: one.id })}
            >
              {say("sanction.undo")}
            </button>
          )}
          {acts.includes("second") && one.asked_s != null && (
            <button
              type="button"
              aria-disabled={busy.value}
              onClick={() => act({ act: "second", sanction: one.id })}
            >
              {say("sanction.second", { length: lengthInWords(one.asked_s) })}
            </button>
          )}
        </p>
      )}
    </>
  );
}

/** What an appeal is against. */
export function AppealedDecision({ view: { appealed } }: { view: CaseView }) {
  if (!appealed) return null;
  return (
    <p class="waiting">
      {say("appeal.against", {
        what: actInWords(appealed.decision as CaseSanction["kind"]),
        who: appealed.by ?? say("history.somebody"),
        when: whenOf(appealed.at),
      })}
      {appealed.reason && <q dir="auto">{appealed.reason}</q>}
    </p>
  );
}
