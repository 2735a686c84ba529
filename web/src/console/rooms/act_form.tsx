import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { LiveRoom, RoomAct } from "../../generated/wire";
import { say } from "../../strings/console";
import { say as sayToPeers } from "../../strings/peers";
import { lengthInWords } from "../case/words";
import { actOnRoom, asked, view } from "./live_rooms";
import { ACTS, SAYS } from "./words";

const MINUTE = 60;
const LENGTHS = [10 * MINUTE, 30 * MINUTE, 2 * 60 * MINUTE, 12 * 60 * MINUTE];

/** Asks how and why before it is done, and shows what the room will read. */
export function ActForm({ act, of }: { act: RoomAct["act"]; of: LiveRoom }) {
  const paces = view.value?.paces ?? [];
  const every = useSignal(paces[1] ?? MINUTE);
  const lasts = useSignal<number | null>(LENGTHS[1] ?? null);
  const reason = useSignal("");
  const missing = useSignal(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  if (act === "undo") return null;
  const hasEnd = act !== "normal";

  function submit(event: Event) {
    event.preventDefault();
    missing.value = !reason.value.trim();
    if (missing.value) return field.current?.focus();
    void actOnRoom({
      act,
      reason: reason.value.trim(),
      ...(act === "slow" && { every_s: every.value }),
      ...(hasEnd && lasts.value !== null && { lasts_s: lasts.value }),
    });
  }

  return (
    <form
      class="reason"
      aria-labelledby="room-act-title"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === "Escape") asked.value = null;
      }}
    >
      <h3 id="room-act-title">
        {ACTS[act]()}: {of.title}
      </h3>
      <p class="soft">{SAYS[act]()}</p>
      {act === "slow" && <Choice name="pace" legend={say("rooms.pace")} of={paces} value={every} />}
      {hasEnd && <Choice name="lasts" legend={say("rooms.how_long")} of={[...LENGTHS, null]} value={lasts} />}
      <label for="room-reason">{say("rooms.why")}</label>
      <textarea
        id="room-reason"
        ref={field}
        rows={2}
        maxLength={2000}
        dir="auto"
        value={reason.value}
        aria-invalid={missing.value || undefined}
        aria-describedby={missing.value ? "room-reason-problem" : undefined}
        onInput={(event) => {
          reason.value = event.currentTarget.value;
          missing.value = false;
        }}
      />
      {missing.value && (
        <p class="problem" id="room-reason-problem">
          {say("rooms.missing")}
        </p>
      )}
      {hasEnd && (
        <p class="soft">
          {say("rooms.told")} “{toldInWords(act, every.value)}”
        </p>
      )}
      <p class="acts">
        <button type="submit" class="primary">
          {ACTS[act]()}
        </button>
        <button
          type="button"
          onClick={() => {
            asked.value = null;
          }}
        >
          {say("rooms.cancel")}
        </button>
      </p>
    </form>
  );
}

/** The words that members read, from their own catalogue. */
function toldInWords(act: RoomAct["act"], every: number): string {
  if (act === "hold_all") return sayToPeers("room.hold_all");
  if (act === "freeze") return sayToPeers("room.frozen");
  return every < MINUTE
    ? sayToPeers("room.slow_s", { count: every })
    : sayToPeers("room.slow", { count: every / MINUTE });
}

function Choice<T extends number | null>(props: {
  name: string;
  legend: string;
  of: readonly T[];
  value: Signal<T>;
}) {
  const { name, legend, of, value } = props;
  return (
    <fieldset class="lengths">
      <legend>{legend}</legend>
      {of.map((seconds) => (
        <label key={seconds} class="tick">
          <input
            type="radio"
            name={name}
            checked={value.value === seconds}
            onChange={() => {
              value.value = seconds;
            }}
          />
          <span>{seconds === null ? say("rooms.open_end") : lengthInWords(seconds)}</span>
        </label>
      ))}
    </fieldset>
  );
}
