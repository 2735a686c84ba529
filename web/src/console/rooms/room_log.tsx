import { useLayoutEffect, useRef } from "preact/hooks";
import type { LiveRoom } from "../../generated/wire";
import { timeOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { Composer } from "../conversation/composer";
import { Words } from "../conversation/turn_item";
import { type Turn, turnsOf } from "../conversation/turns";
import { UnsentItem } from "../conversation/unsent_item";
import { outbox, rooms } from "../desk/line";
import { asked } from "./live_rooms";

/** What is said in a room that one has joined, and where one says something oneself. */
export function RoomLog({ of, mine }: { of: LiveRoom; mine: string }) {
  const { log, live } = rooms.state(of.id).value;
  const unsent = outbox.unsent.value.filter((one) => one.room === of.id);
  const list = useRef<HTMLDivElement>(null);
  const last = log.entries[log.entries.length - 1]?.position;
  useLayoutEffect(() => {
    const box = list.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, [last, unsent.length]);
  return (
    <div class="talk room-talk">
      <div
        role="log"
        aria-label={say("rooms.log", { room: of.title })}
        aria-live={live ? "polite" : "off"}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it
        tabIndex={0}
        ref={list}
      >
        {log.entries.length === 0 && unsent.length === 0 && <p class="soft">{say("rooms.empty")}</p>}
        {turnsOf(log.entries).map((turn) => (
          <Said key={turn.id} turn={turn} mine={turn.member_id === mine} />
        ))}
        {unsent.map((one) => (
          <UnsentItem key={one.client_id} one={one} />
        ))}
      </div>
      <Composer room={of.id} alias={of.title} />
    </div>
  );
}

function Said({ turn, mine }: { turn: Turn; mine: boolean }) {
  const { alias, part, member_id } = turn;
  return (
    <article class={`turn ${mine ? "mine" : ""}`}>
      <p class="turn-top">
        <strong>{mine ? say("talk.you") : alias}</strong>
        {!mine && part === "moderator" && <span class="soft">{say("talk.moderator")}</span>}
        {part === "facilitator" && <span class="soft">{say("rooms.facilitator")}</span>}
        <time class="soft" dateTime={new Date(turn.at).toISOString()}>
          {timeOf(turn.at)}
        </time>
        {part !== "moderator" && (
          <button
            type="button"
            class="quiet in-line"
            onClick={() => {
              asked.value = { talk: member_id, alias };
            }}
          >
            <span aria-hidden="true">{say("rooms.talk_short")}</span>
            <span class="unseen">{say("rooms.talk", { alias })}</span>
          </button>
        )}
      </p>
      {turn.messages.map((message) => (
        <Words key={message.id} message={message} />
      ))}
    </article>
  );
}
