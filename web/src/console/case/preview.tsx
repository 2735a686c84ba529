import type { CaseView } from "../../generated/wire";
import { say } from "../../strings/console";
import { say as sayToPeers } from "../../strings/peers";
import type { ReasonedActName } from "./acts";

/** What the person will be told, before it is sent, in the very words of their page. Closing tells them only that a
 * conversation ended. */
export function Preview({ view, act, reason }: { view: CaseView; act: ReasonedActName; reason: string }) {
  const { alias } = view.line;
  if (act === "close" && view.line.conversation == null)
    return <p class="soft">{say("reason.told_nothing", { alias })}</p>;
  return (
    <figure class="preview">
      <figcaption>{say("reason.preview", { alias })}</figcaption>
      <p dir="auto">{theirWords(act, reason || say("reason.preview_empty"))}</p>
    </figure>
  );
}

function theirWords(act: ReasonedActName, reason: string): string {
  switch (act) {
    case "remove":
      return sayToPeers("message.removed_because", { reason });
    case "decline":
      return sayToPeers("held.declined_because", { reason });
    case "close":
      return sayToPeers("conversation.ended");
  }
}
