import { say } from "../../strings/console";
import { urgencyInWords, whatItIs } from "../case/words";
import { unread } from "../desk/conversations";
import { joined, openId } from "../desk/open_case";
import { arrived, lines } from "../desk/queue";

/** Says to a screen reader, when it has finished its sentence, what came: a case, a message that joined the one on screen,
 * or an answer in a conversation that is not on screen. Never how many, never again. */
export function Announcer() {
  const line = arrived.value;
  const answered = lines.value?.find(({ id }) => id !== openId.value && unread(id) > 0);
  return (
    <div class="unseen" aria-live="polite">
      {line && (
        <p key={`${line.id} ${line.urgency}`}>
          {say("next.arrived", { urgency: urgencyInWords(line.urgency), what: whatItIs(line) })}
        </p>
      )}
      {joined.value && <p key={joined.value.at}>{say("evidence.joined")}</p>}
      {answered && <p key={answered.id}>{say("others.unread_from", { alias: answered.alias })}</p>}
    </div>
  );
}
