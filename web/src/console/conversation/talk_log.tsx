import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { MyRoom } from "../../generated/wire";
import { say } from "../../strings/console";
import { olderThan } from "../../wire/log";
import { markRead } from "../desk/conversations";
import { outbox, rooms } from "../desk/line";
import { inWords } from "../in_words";
import { TurnItem } from "./turn_item";
import { turnsOf } from "./turns";
import { UnsentItem } from "./unsent_item";

/** Nearer to the end than this, the log follows what is new. */
const NEAR = 80;

/** What has been said. New messages are announced; what is read anew after a break, or is older, is not. */
export function TalkLog({ room, alias }: { room: MyRoom; alias: string }) {
  const { log, live } = rooms.state(room.id).value;
  const unsent = outbox.unsent.value.filter((one) => one.room === room.id);
  const list = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const below = useSignal(false);
  const reading = useSignal(false);
  const failed = useSignal<string | null>(null);
  const last = log.entries[log.entries.length - 1]?.position;

  function toEnd() {
    const box = list.current;
    if (box) box.scrollTop = box.scrollHeight;
  }

  function scrolled() {
    const box = list.current;
    if (!box) return;
    following.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
    if (following.current) below.value = false;
  }

  useLayoutEffect(() => {
    if (following.current) toEnd();
    else below.value = true;
  }, [last, unsent.length]);

  useEffect(() => {
    const look = () => document.hidden || markRead(room.id);
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [last]);

  async function older() {
    const box = list.current;
    const fromEnd = box ? box.scrollHeight - box.scrollTop : 0;
    reading.value = true;
    failed.value = null;
    try {
      await rooms.loadOlder(room.id);
    } catch (error) {
      failed.value = inWords(error);
    }
    // What was on screen stays where it was.
    requestAnimationFrame(() => {
      if (box) box.scrollTop = box.scrollHeight - fromEnd;
      reading.value = false;
    });
  }

  return (
    <div class="talk-log">
      <div
        role="log"
        aria-label={say("talk.log")}
        aria-live={live && !reading.value ? "polite" : "off"}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it
        tabIndex={0}
        ref={list}
        onScroll={scrolled}
      >
        {log.epoch !== null && olderThan(log) !== null && (
          <button type="button" class="quiet" onClick={older}>
            {say("talk.older")}
          </button>
        )}
        {failed.value && <p role="alert">{say("talk.older_failed", { says: failed.value })}</p>}
        {log.entries.length === 0 && unsent.length === 0 && (
          <p class="soft">{live ? say("talk.empty", { alias }) : say("talk.loading")}</p>
        )}
        {turnsOf(log.entries).map((turn) => (
          <TurnItem key={turn.id} turn={turn} isMine={turn.member_id === room.member_id} />
        ))}
        {unsent.map((one) => (
          <UnsentItem key={one.client_id} one={one} />
        ))}
      </div>
      {below.value && (
        <button type="button" class="below" onClick={toEnd}>
          {say("talk.new_below")}
        </button>
      )}
    </div>
  );
}
