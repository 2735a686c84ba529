import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { timeOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { now } from "../desk/clock";
import { beginBreak, breakUntil, duty, setDuty } from "../desk/duty";
import { own } from "../desk/queue";
import { Key, shortcut } from "./key";

const LENGTHS_MIN = [5, 10, 15, 30, 60] as const;

/** One is being asked for how long. */
const asking = signal(false);

export function askForBreak(): void {
  if (duty.value?.on) asking.value = true;
}

export function BreakButton() {
  return (
    <button
      type="button"
      class="quiet"
      aria-expanded={asking.value}
      onClick={() => (asking.value = !asking.value)}
      {...shortcut("break")}
    >
      {say("break.take")}
      <Key of="break" />
    </button>
  );
}

/** For how long; and what it means for those whose cases one has, and for the rooms where nobody else is on duty. */
export function BeforeBreak() {
  const first = useRef<HTMLButtonElement>(null);
  const isAsked = asking.value && duty.value?.on === true;
  useEffect(() => {
    if (isAsked) first.current?.focus();
  }, [isAsked]);
  if (!isAsked) return null;

  function stop() {
    asking.value = false;
  }

  function begin(minutes: number) {
    stop();
    void beginBreak(minutes);
  }

  const names = [...new Set(own.value.map(({ alias }) => alias))].join(", ");
  return (
    <section
      class="leaving"
      aria-labelledby="break-title"
      onKeyDown={(event) => event.key === "Escape" && stop()}
    >
      <h2 id="break-title">{say("break.how_long")}</h2>
      {own.value.length > 0 && <p>{say("break.hands_back", { count: own.value.length, names })}</p>}
      <p>{say((duty.value?.moderators ?? 0) > 1 ? "break.others" : "break.alone")}</p>
      <p class="acts">
        {LENGTHS_MIN.map((minutes, index) => (
          <button
            key={minutes}
            type="button"
            ref={index === 0 ? first : undefined}
            onClick={() => begin(minutes)}
          >
            {say("span.minutes", { count: minutes })}
          </button>
        ))}
        <button type="button" class="quiet" onClick={stop}>
          {say("reason.cancel")}
        </button>
      </p>
    </section>
  );
}

/** Nothing is offered meanwhile. One comes back by oneself: nobody is put on duty by a timer. */
export function OnBreak() {
  const back = useRef<HTMLButtonElement>(null);
  const until = breakUntil.value ?? 0;
  useEffect(() => back.current?.focus(), []);
  return (
    <section class="next" aria-labelledby="on-break-title">
      <h2 id="on-break-title">{say("break.title")}</h2>
      <p>{say(until > now.value ? "break.planned" : "break.over", { time: timeOf(until) })}</p>
      <p class="soft">{say("break.says")}</p>
      <button type="button" class="primary large" ref={back} onClick={() => setDuty(true)}>
        {say("break.back")}
      </button>
    </section>
  );
}
