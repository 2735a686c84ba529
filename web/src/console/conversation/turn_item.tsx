import type { Message } from "../../generated/wire";
import { timeOf } from "../../strings/clock";
import { say } from "../../strings/console";
import type { Turn } from "./turns";

export function TurnItem({ turn, isMine }: { turn: Turn; isMine: boolean }) {
  return (
    <article class={`turn ${isMine ? "mine" : ""}`}>
      <p class="turn-top">
        <strong>{isMine ? say("talk.you") : turn.alias}</strong>
        {!isMine && turn.part === "moderator" && <span class="soft">{say("talk.moderator")}</span>}
        <time class="soft" dateTime={new Date(turn.at).toISOString()}>
          {timeOf(turn.at)}
        </time>
      </p>
      {turn.messages.map((message) => (
        <Words key={message.id} message={message} />
      ))}
    </article>
  );
}

export function Words({ message }: { message: Message }) {
  if (message.state === "removed" || message.text == null)
    return <p class="soft">{say(message.by_author ? "talk.deleted" : "talk.removed")}</p>;
  return (
    <p class="words" dir="auto">
      {message.text}
      {message.masked && <span class="soft"> {say("talk.masked")}</span>}
    </p>
  );
}
