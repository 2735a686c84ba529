import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { MyRoom } from "../generated/wire";
import { dayOf } from "../strings/clock";
import { say } from "../strings/peers";
import { olderThan } from "../wire/log";
import { HeldMessage } from "./held_message";
import { outbox, rooms } from "./line";
import { MessageGroup } from "./message_group";
import { isMuted } from "./muted";
import { OlderMessages } from "./older_messages";
import { type Item, timeline } from "./timeline";
import { heldByRoom } from "./told";
import { UnsentMessage } from "./unsent_message";

const NEAR_END = 60; // pixels

/** The messages of a room. It stays at its end while one reads there, and stays put while one reads above. */
export function MessageLog({ room }: { room: MyRoom }) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const lowest = useRef(0); // how far it was scrolled when it was last at its end
  const fromEnd = useRef<number | null>(null); // the place to keep while older messages are put in above
  const newBelow = useSignal(false);
  const items = useComputed(() =>
    timeline({
      messages: rooms.state(room.id).value.log.entries,
      held: heldByRoom.value.get(room.id) ?? [],
      unsent: outbox.unsent.value.filter((one) => one.room === room.id),
      isMuted,
    }),
  );
  const { log, live } = rooms.state(room.id).value;
  const last = items.value[items.value.length - 1];
  const ownLast = last?.kind === "unsent" ? last.key : null;
  const newest = log.entries[log.entries.length - 1]?.id ?? null;

  function toEnd() {
    if (box.current) {
      box.current.scrollTop = box.current.scrollHeight;
      lowest.current = box.current.scrollTop;
    }
    atEnd.current = true;
    newBelow.value = false;
  }

  /** Only going up leaves the end. When a card makes the box smaller, the event of the message before it is still under
   * way, and tells of an end that is none any more; the observer sees to that. */
  function onScroll() {
    const at = box.current;
    if (!at) return;
    const near = at.scrollHeight - at.scrollTop - at.clientHeight < NEAR_END;
    if (near || at.scrollTop < lowest.current) atEnd.current = near;
    if (near) lowest.current = at.scrollTop;
    if (atEnd.current) newBelow.value = false;
  }

  // What one has just written is always in view.
  useLayoutEffect(() => {
    if (ownLast) toEnd();
  }, [ownLast]);

  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
    else if (fromEnd.current === null) newBelow.value = true;
  }, [newest]);

  useLayoutEffect(() => {
    if (fromEnd.current !== null && box.current)
      box.current.scrollTop = box.current.scrollHeight - fromEnd.current;
    fromEnd.current = null;
  }, [log.floor]);

  // The box shrinks when a card appears or a keyboard opens, and its content grows in other ways than by messages.
  useEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(() => atEnd.current && toEnd());
    observer.observe(box.current);
    for (const child of box.current.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);

  return (
    <div class="log-place">
      {/* What is new is announced in batches by the announcer; this log itself stays silent, so that history is
          never read out. It scrolls, so it has to be reachable by keyboard. */}
      <div
        class="log"
        role="log"
        aria-live="off"
        aria-label={say("room.log")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
        ref={box}
        onScroll={onScroll}
      >
        <div class="log-items">
          {olderThan(log) !== null && (
            <OlderMessages
              room={room.id}
              before={() => {
                const at = box.current;
                fromEnd.current = at ? at.scrollHeight - at.scrollTop : null;
              }}
            />
          )}
          {live && items.value.length === 0 && (
            <p class="line">{room.kind === "conversation" ? say("conversation.empty") : say("room.empty")}</p>
          )}
          {!live && items.value.length === 0 && <p class="line">{say("moment")}</p>}
          {items.value.map((item) => (
            <Shown key={item.key} item={item} room={room} />
          ))}
        </div>
      </div>
      {newBelow.value && (
        <button type="button" class="primary jump" onClick={toEnd}>
          {say("room.new_messages")}
        </button>
      )}
    </div>
  );
}

function Shown({ item, room }: { item: Item; room: MyRoom }) {
  switch (item.kind) {
    case "day":
      return <p class="day">{dayOf(item.at)}</p>;
    case "group":
      return <MessageGroup group={item} mine={item.member_id === room.member_id} />;
    case "held":
      return <HeldMessage held={item.held} room={room.id} />;
    case "unsent":
      return <UnsentMessage unsent={item.unsent} />;
  }
}
