import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { CaseView } from "../../generated/wire";
import { dayOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { putOff } from "../api";
import { refreshCase } from "../desk/open_case";
import { inWords } from "../in_words";
import { session } from "../session";

const DAYS = [30, 90, 180] as const;
const DAY = 86_400_000;

/** When those concerned see who looked at their words in this case; a lead can put it off. */
export function LooksShown({ view }: { view: CaseView }) {
  const asking = useSignal(false);
  const here = session.value;
  if (here.kind !== "moderator" || !here.me.may.includes("looks.put_off")) return null;
  const until = view.put_off;
  return (
    <section class="looks-shown" aria-labelledby="looks-title">
      <h3 id="looks-title">{say("looks.title")}</h3>
      <p>{until == null ? say("looks.shown") : say("looks.put_off", { day: dayOf(until) })}</p>
      {asking.value ? (
        <Ask id={view.line.id} isOff={until != null} done={() => (asking.value = false)} />
      ) : (
        <button type="button" class="quiet" onClick={() => (asking.value = true)}>
          {say(until == null ? "looks.put_it_off" : "looks.change")}
        </button>
      )}
    </section>
  );
}

function Ask({ id, isOff, done }: { id: string; isOff: boolean; done: () => void }) {
  const days = useSignal<number>(DAYS[0]);
  const reason = useSignal("");
  const problem = useSignal<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector("select")?.focus();
    form.current?.scrollIntoView({ block: "nearest" });
  }, []);

  async function send(event: Event) {
    event.preventDefault();
    try {
      await putOff(id, {
        until: days.value === 0 ? 0 : Date.now() + days.value * DAY - DAY / 24,
        reason: reason.value.trim(),
      });
      await refreshCase();
      done();
    } catch (error) {
      problem.value = inWords(error);
    }
  }

  return (
    <form class="reason" ref={form} onSubmit={send}>
      <label for="looks-days">{say("looks.how_long")}</label>
      <select
        id="looks-days"
        value={days.value}
        onChange={(event) => (days.value = Number(event.currentTarget.value))}
      >
        {DAYS.map((one) => (
          <option key={one} value={one}>
            {say("looks.days", { count: one })}
          </option>
        ))}
        {isOff && <option value={0}>{say("looks.end")}</option>}
      </select>
      <label for="looks-reason">{say("looks.reason")}</label>
      <textarea
        id="looks-reason"
        rows={2}
        maxLength={2000}
        dir="auto"
        value={reason.value}
        onInput={(event) => (reason.value = event.currentTarget.value)}
      />
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      <p class="acts">
        <button type="submit" class="primary">
          {say("looks.put_it_off")}
        </button>
        <button type="button" onClick={done}>
          {say("reason.cancel")}
        </button>
      </p>
    </form>
  );
}
