import type { CaseView, Evidence } from "../../generated/wire";
import { timeOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { atHand } from "../desk/open_case";
import { Key, shortcut } from "../screen/key";
import { messageActs, stateOf } from "./acts";
import { AskBefore, CameBefore } from "./came_before";
import { begin, messageOf } from "./commands";
import { placeOf } from "./joined";
import { MarkedText } from "./marked_text";
import { reasons } from "./marking";
import { RulesHere } from "./rules_here";
import { actInWords, stateInWords } from "./words";

/** One message of the case: its smallest excerpt, why it is here, and what can be done with it. */
export function EvidenceItem({ view, item }: { view: CaseView; item: Evidence }) {
  const acts = messageActs(view, item);
  const why = reasons(item.text, item.marks);
  const message = item.message ?? undefined;
  return (
    <article
      class="evidence"
      id={placeOf(item)}
      tabIndex={-1}
      onFocusIn={() => (atHand.value = message ?? null)}
    >
      <p class="evidence-top">
        <time dateTime={new Date(item.at).toISOString()}>{timeOf(item.at)}</time>
        {isOwn(item) && <strong class={`state ${stateOf(item)}`}>{stateInWords(item)}</strong>}
        <AskBefore item={item} />
      </p>
      <CameBefore item={item} />
      <Reported item={item} />
      {item.by && <p class="soft">{say("evidence.by", { alias: item.by })}</p>}
      {item.text ? (
        <MarkedText item={item} />
      ) : (
        isOwn(item) && <p class="soft">{say(item.locked ? "evidence.locked" : "evidence.private")}</p>
      )}
      {why.length > 0 && (
        <div class="why">
          <h3>{say("evidence.why")}</h3>
          <ul>
            {why.map(({ says, words }) => (
              <li key={says}>
                {says}
                {why.length > 1 && words.length > 0 && (
                  <span class="soft"> {say("evidence.matched", { words: words.join("” “") })}</span>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
      <RulesHere item={item} />
      {acts.length > 0 && (
        <p class="acts">
          {acts.map((name) => (
            <button key={name} type="button" onClick={() => begin(name, message)} {...shortcut(name)}>
              {actInWords(name)}
              {messageOf(view, name) === message && <Key of={name} />}
            </button>
          ))}
        </p>
      )}
    </article>
  );
}

/** Whether there are words of its own, and not only what was said around. */
const isOwn = ({ about, text }: Evidence): boolean => (about ?? "message") === "message" || text !== "";

/** What was reported, if it was not this message. */
function Reported({ item: { about, text } }: { item: Evidence }) {
  if (about === "room") return <p class="soft">{say("evidence.room")}</p>;
  if (about === "person")
    return <p class="soft">{say(text ? "evidence.person" : "evidence.person_silent")}</p>;
  return null;
}
