import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Message, MyRoom } from "../generated/wire";
import { say } from "../strings/peers";
import { rooms } from "./line";
import { isMuted } from "./muted";
import { sentence } from "./sentence";

const EVERY = 3_000;
const READ_OUT = 3;

/** Tells a screen reader what is new, a few seconds' worth at a time: never history, never one's own words. */
export function Announcer({ room }: { room: MyRoom }) {
  const words = useSignal("");
  const told = useRef<number | null>(null); // position up to which everything has been said, or need not be
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const { log, live } = rooms.state(room.id).value;

  function announce() {
    timer.current = null;
    const entries = rooms.state(room.id).value.log.entries;
    const fresh = entries.filter((one) => one.position > (told.current ?? 0) && isNews(one, room));
    told.current = highest(entries);
    if (fresh.length > 0) words.value = inWords(fresh);
  }

  useEffect(() => {
    if (!live) return;
    if (told.current === null) told.current = highest(log.entries);
    else if (highest(log.entries) > told.current && !timer.current)
      timer.current = setTimeout(announce, EVERY);
  }, [log, live]);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);

  return (
    <p class="unseen" aria-live="polite">
      {words.value}
    </p>
  );
}

const highest = (entries: readonly Message[]): number => entries[entries.length - 1]?.position ?? 0;

const isNews = (one: Message, room: MyRoom): boolean =>
  one.member_id !== room.member_id && (one.state ?? "shown") === "shown" && !isMuted(one.member_id);

function inWords(fresh: readonly Message[]): string {
  if (fresh.length > READ_OUT) return say("room.announce_many", { count: fresh.length });
  return fresh
    .map(({ alias, text, veiled }) =>
      veiled
        ? say("room.announce_veiled", { alias })
        : say("room.announce", { alias, text: sentence(text ?? "") }),
    )
    .join(" ");
}
