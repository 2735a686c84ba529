import { useEffect, useRef } from "preact/hooks";
import { timeOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { openNext } from "../case/commands";
import { whatItIs } from "../case/words";
import { now } from "../desk/clock";
import { duty } from "../desk/duty";
import { staysUntil, trouble } from "../desk/open_case";
import { lines, listTrouble, next, spared } from "../desk/queue";
import { Key, shortcut } from "./key";
import { UrgencyMark } from "./urgency";

/** To what is offered, or to the words that nothing is. */
export function focusNext(): void {
  document.getElementById("next-open")?.focus();
  if (document.activeElement?.id !== "next-open") document.getElementById("next-title")?.focus();
}

/** No case is on screen: the most urgent one is offered, one press of Enter away. None of its words are shown yet. */
export function NextCase() {
  const line = next.value;
  const button = useRef<HTMLButtonElement>(null);
  const quiet = useRef<HTMLHeadingElement>(null);
  const id = line?.id;

  // The focus comes here when nothing else has it; it is never taken from a place where somebody is at work.
  useEffect(() => {
    if (document.activeElement === document.body || document.activeElement === quiet.current)
      (id ? button.current : quiet.current)?.focus();
  }, [id]);

  return (
    <section class="next" aria-labelledby="next-title">
      <h2 id="next-title" tabIndex={-1} ref={quiet}>
        {line || lines.value === null
          ? say("next.title")
          : say(spared.value.length > 0 ? "next.none_for_you" : "next.none")}
      </h2>
      {line && (
        <>
          <p class="next-what">
            <UrgencyMark line={line} /> <span>{whatItIs(line)}</span>
            {line.room && <span class="soft">{line.room}</span>}
          </p>
          {line.lead && line.state === "open" && <p class="soft">{say("case.lead")}</p>}
          {line.mine && <p class="soft">{say("next.begun")}</p>}
          <button
            id="next-open"
            type="button"
            class="primary large"
            ref={button}
            onClick={openNext}
            {...shortcut("next")}
          >
            {say("next.open")}
            <Key of="next" />
          </button>
        </>
      )}
      {lines.value === null && !listTrouble.value && <p class="soft">{say("app.moment")}</p>}
      {lines.value !== null && !line && (
        <p class="soft">
          {say(lines.value.length > spared.value.length ? "next.all_taken" : "next.none_says")}
        </p>
      )}
      {spared.value.length > 0 && <p>{say("topic.spared", { count: spared.value.length })}</p>}
      {staysUntil.value !== null && staysUntil.value > now.value && (
        <p class="soft">{say("case.left_mine", { time: timeOf(staysUntil.value) })}</p>
      )}
      {trouble.value && (
        <p class="problem" role="alert">
          {trouble.value}
        </p>
      )}
      {duty.value?.on === false && <p class="soft">{say("duty.hint")}</p>}
    </section>
  );
}
