import { say } from "../../strings/console";
import { urgencyInWords, whatItIs } from "../case/words";
import { isUnread } from "../desk/conversations";
import { heard, openId } from "../desk/open_case";
import { arrived, lines } from "../desk/queue";

/** Says to a screen reader, when it has finished its sentence, what came: a case, a message that joined the one on screen,
 * or an answer in a conversation that is not on screen. Never how many, never again. */
export function Announcer() {
  const line = arrived.value;
  const answered = lines.value?.find((one) => one.id !== openId.value && isUnread(one));
  return (
    <div class="unseen" aria-live="polite">
      {line && (
        <p key={`${line.id} ${line.urgency}`}>
          {say("next.arrived", { urgency: urgencyInWords(line.urgency), what: whatItIs(line) })}
        </p>
      )}
      {heard.value && <p key={heard.value.at}>{say("evidence.joined")}</p>}
      {answered && (
        <p key={`${answered.id} ${answered.said}`}>{say("others.unread_from", { alias: answered.alias })}</p>
      )}
    </div>
  );
}
