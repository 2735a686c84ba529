import type { CaseView } from "../../generated/wire";
import { sanctionWords } from "../../peers/sanction_words";
import { say } from "../../strings/console";
import { say as sayToPeers } from "../../strings/peers";
import { say as sayAtYou } from "../../strings/you";
import { groundToThem } from "../../you/grounds";
import { now } from "../desk/clock";
import { isSanction, type ReasonedActName } from "./acts";
import type { Ground } from "./hand_over_choices";

/** What the person will be told, before it is sent, in the very words of their page. Closing tells them only that a
 * conversation ended. */
export function Preview(props: {
  view: CaseView;
  alias: string;
  /** Of what is for one room. */
  room: string | null;
  act: ReasonedActName;
  reason: string;
  lasts: number;
  ground: Ground;
}) {
  const { view, alias, act, reason } = props;
  if (act === "note" || (act === "close" && view.line.conversation == null && !isOfferedAfter(view.line)))
    return <p class="soft">{say("reason.told_nothing", { alias })}</p>;
  return (
    <figure class="preview">
      <figcaption>{say("reason.preview", { alias })}</figcaption>
      <p dir="auto">{theirWords({ ...props, reason: reason || say("reason.preview_empty") })}</p>
    </figure>
  );
}

/** After the gravest levels closing offers a follow-up by itself. */
const isOfferedAfter = ({ kind, level }: CaseView["line"]): boolean => kind === "danger" && (level ?? 0) >= 4;

function theirWords({ view, room, act, reason, lasts, ground }: Parameters<typeof Preview>[0]): string {
  if (isSanction(act)) {
    const until = lasts ? now.value + lasts * 1000 : null;
    return sanctionWords({ kind: act, title: room, until, reason });
  }
  switch (act) {
    case "remove":
      return sayToPeers("message.removed_because", { reason });
    case "decline":
      return sayToPeers("held.declined_because", { reason });
    case "uphold":
      return sayToPeers("decided.upheld", { reason });
    case "overturn":
      return sayToPeers("decided.overturned", { reason });
    case "answer":
      return sayToPeers("complain.answered", { reason });
    case "share":
      return sayToPeers("decided.note", { reason });
    case "ask_hand_over":
      return sayAtYou("hand_over.asks", { words: reason });
    case "hand_over":
      return [
        `${sayAtYou("hand_over.told")}.`,
        groundToThem(ground),
        sayAtYou("hand_over.to", { words: reason }),
      ].join(" ");
    default:
      return [
        view.line.conversation != null && sayToPeers("conversation.ended"),
        isOfferedAfter(view.line) && sayAtYou("follow_up.offered"),
      ]
        .filter(Boolean)
        .join(" ");
  }
}
