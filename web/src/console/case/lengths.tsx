import type { Signal } from "@preact/signals";
import type { Rung } from "../../generated/wire";
import { say } from "../../strings/console";
import { lengthInWords } from "./words";

/** How long it lasts: what one person may decide, and what takes a second. */
export function Lengths({ rung, lasts }: { rung: Rung; lasts: Signal<number> }) {
  if (rung.lengths.length === 0) return null;
  return (
    <fieldset class="lengths">
      <legend>{say("sanction.how_long")}</legend>
      {rung.lengths.map((seconds) => (
        <label key={seconds} class="tick">
          <input
            type="radio"
            name="lasts"
            checked={lasts.value === seconds}
            onChange={() => (lasts.value = seconds)}
          />
          <span>
            {lengthInWords(seconds)}
            {seconds > rung.alone_s && (
              <span class="soft"> {say("sanction.takes_two", { length: lengthInWords(rung.alone_s) })}</span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
