import type { CaseView } from "../../generated/wire";
import { timeOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { HelpThere } from "./help_there";
import { countryInWords } from "./words";

/** Who, where, since when, and which country's help lines would be theirs. */
export function CaseFacts({ view: { line, country } }: { view: CaseView }) {
  return (
    <>
      <dl class="facts">
        <div>
          <dt>{say("case.who")}</dt>
          <dd>{line.alias}</dd>
        </div>
        <div>
          <dt>{say("case.where")}</dt>
          <dd>{line.room ?? say("case.no_room")}</dd>
        </div>
        <div>
          <dt>{say("case.country")}</dt>
          <dd>{countryInWords(country)}</dd>
        </div>
        <div>
          <dt>{say("case.since")}</dt>
          <dd>
            <time dateTime={new Date(line.opened).toISOString()}>{timeOf(line.opened)}</time>
          </dd>
        </div>
      </dl>
      <HelpThere country={country} />
    </>
  );
}
