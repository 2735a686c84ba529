import { useSignal } from "@preact/signals";
import type { NewShift } from "../../generated/wire";
import { say } from "../../strings/console";
import type { Problem } from "../entrance/field";
import { Form } from "../entrance/form";
import { add } from "./roster";
import { endOf, minutesOf } from "./times";
import { WHAT, weekdayOf } from "./words";

const ONE_DAY = "day";

/** A shift to plan: on a day of every week, or on one day. */
export function NewShiftForm({ people }: { people: string[] }) {
  const problem = useSignal<Problem | null>(null);
  const when = useSignal("0");
  const day = useSignal("");
  const begins = useSignal("18:00");
  const ends = useSignal("22:00");
  const what = useSignal<NewShift["what"]>("staffed");
  const who = useSignal("");

  async function send() {
    const [from, to] = [minutesOf(begins.value), minutesOf(ends.value)];
    const isSingle = when.value === ONE_DAY;
    if (from === null || to === null || (isSingle && !day.value)) {
      problem.value = { field: null, says: say("shifts.incomplete") };
      return;
    }
    const wanted: NewShift = { what: what.value, begins: from, ends: endOf(from, to) };
    if (isSingle) wanted.day = day.value;
    else wanted.weekday = Number(when.value);
    if (who.value) wanted.who = who.value;
    await add(wanted);
  }

  return (
    <>
      <h2>{say("shifts.add")}</h2>
      <Form submit={say("shifts.add")} problem={problem} fields={[]} send={send}>
        <div class="shift-fields">
          <label>
            <span>{say("shifts.when")}</span>
            <select value={when.value} onChange={(event) => (when.value = event.currentTarget.value)}>
              {[0, 1, 2, 3, 4, 5, 6].map((number) => (
                <option key={number} value={String(number)}>
                  {weekdayOf(number)}
                </option>
              ))}
              <option value={ONE_DAY}>{say("shifts.one_day")}</option>
            </select>
          </label>
          {when.value === ONE_DAY && (
            <label>
              <span>{say("shifts.day")}</span>
              <input
                type="date"
                value={day.value}
                onInput={(event) => (day.value = event.currentTarget.value)}
              />
            </label>
          )}
          <label>
            <span>{say("shifts.begins")}</span>
            <input
              type="time"
              value={begins.value}
              onInput={(event) => (begins.value = event.currentTarget.value)}
            />
          </label>
          <label>
            <span>{say("shifts.ends")}</span>
            <input
              type="time"
              value={ends.value}
              onInput={(event) => (ends.value = event.currentTarget.value)}
            />
          </label>
          <label>
            <span>{say("shifts.what")}</span>
            <select
              value={what.value}
              onChange={(event) => (what.value = event.currentTarget.value as NewShift["what"])}
            >
              {Object.entries(WHAT).map(([name, words]) => (
                <option key={name} value={name}>
                  {say(words)}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span>{say("shifts.who")}</span>
            <select value={who.value} onChange={(event) => (who.value = event.currentTarget.value)}>
              <option value="">{say("shifts.anybody")}</option>
              {people.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        </div>
      </Form>
    </>
  );
}
