import type { CaseView } from "../../generated/wire";
import { timeOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { isWaiting } from "../desk/conversations";
import { isTalking } from "./acts";
import { HelpThere } from "./help_there";
import { countryInWords } from "./words";

/** Who, where, since when, and which country's help lines would be theirs. */
export function CaseFacts({ view }: { view: CaseView }) {
  const { line, country } = view;
  return (
    <>
      <dl class="facts">
        <div>
          <dt>{say(line.of_room ? "case.room" : "case.who")}</dt>
          <dd>{line.alias}</dd>
        </div>
        {!line.of_room && <OfPerson view={view} />}
        <div>
          <dt>{say("case.since")}</dt>
          <dd>
            <time dateTime={new Date(line.opened).toISOString()}>{timeOf(line.opened)}</time>
          </dd>
        </div>
      </dl>
      <Waiting view={view} />
      {!line.of_room && <HelpThere country={country} />}
    </>
  );
}

function OfPerson({ view: { line, country } }: { view: CaseView }) {
  return (
    <>
      <div>
        <dt>{say("case.where")}</dt>
        <dd>{line.room ?? say("case.no_room")}</dd>
      </div>
      <div>
        <dt>{say("case.country")}</dt>
        <dd>{countryInWords(country)}</dd>
      </div>
    </>
  );
}

/** That the person asked for somebody, that a lead is asked for, and that their words wait: none of it is evidence, and all
 * are why one comes. */
function Waiting({ view }: { view: CaseView }) {
  const { line } = view;
  const { alias, asked } = line;
  const words = [
    asked != null && say("case.asked", { alias, time: timeOf(asked) }),
    line.lead && line.state === "open" && say("case.lead"),
    isWaiting(line) && !isTalking(view) && say("case.words_wait"),
  ].filter(Boolean);
  return words.length === 0 ? null : <p class="waiting">{words.join(" ")}</p>;
}
