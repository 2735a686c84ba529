import { say } from "../../strings/console";
import { isTalking } from "../case/acts";
import { UnsentItem } from "../conversation/unsent_item";
import { aliasIn } from "../desk/conversations";
import { outbox } from "../desk/line";
import { shown } from "../desk/open_case";
import { own } from "../desk/queue";

/** What one said and the server did not take, in conversations that are not on screen: one must not believe it was read.
 * It can be sent again only into a conversation of a case that one has. */
export function NotSent() {
  const view = shown.value;
  const room = view && isTalking(view) ? view.conversation?.id : null;
  const missed = outbox.unsent.value.filter((one) => one.state.kind === "kept_back" && one.room !== room);
  return missed.length === 0 ? null : (
    <section class="not-sent" aria-labelledby="not-sent-title">
      <h2 id="not-sent-title">{say("others.not_sent")}</h2>
      {missed.map((one) => (
        <UnsentItem
          key={one.client_id}
          one={one}
          to={aliasIn(one.room)}
          canSend={own.value.some(({ conversation }) => conversation === one.room)}
        />
      ))}
    </section>
  );
}
