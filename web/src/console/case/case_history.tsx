import type { CaseView } from "../../generated/wire";
import { timeOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { pastInWords } from "./words";

/** What was done with this case, by whom, and why. */
export function CaseHistory({ view: { history } }: { view: CaseView }) {
  return (
    <section class="history" aria-labelledby="history-title">
      <h3 id="history-title">{say("history.title")}</h3>
      {history.length === 0 ? (
        <p class="soft">{say("history.none")}</p>
      ) : (
        <ol>
          {history.map(({ act, by, at, reason }) => (
            <li key={`${at} ${act}`}>
              <time class="soft" dateTime={new Date(at).toISOString()}>
                {timeOf(at)}
              </time>{" "}
              {by || say("history.somebody")} {pastInWords(act)}
              {reason && <q dir="auto">{reason}</q>}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
