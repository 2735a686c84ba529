import type { Signal } from "@preact/signals";
import type { Act } from "../../generated/wire";
import { say } from "../../strings/console";
import { lengthInWords } from "./words";

export type Ground = NonNullable<Act["ground"]>;

const GROUNDS: readonly [Ground, () => string][] = [
  ["life", () => say("hand_over.life")],
  ["another", () => say("hand_over.another")],
  ["court", () => say("hand_over.court")],
];

/** The only grounds on which it is done without asking. */
export function Grounds({ ground }: { ground: Signal<Ground> }) {
  return (
    <fieldset class="lengths">
      <legend>{say("hand_over.ground")}</legend>
      {GROUNDS.map(([one, words]) => (
        <label key={one} class="tick">
          <input
            type="radio"
            name="ground"
            checked={ground.value === one}
            onChange={() => (ground.value = one)}
          />
          <span>{words()}</span>
        </label>
      ))}
    </fieldset>
  );
}

const HOUR = 3600;
const WHEN_S = [0, HOUR, 24 * HOUR, 3 * 24 * HOUR, 7 * 24 * HOUR, 30 * 24 * HOUR] as const;

/** When it is safe that the person knows. `canLeaveOpen`: it can be said later, but before the case is closed. */
export function TellWhen(props: { alias: string; tell: Signal<number | null>; canLeaveOpen?: boolean }) {
  const { alias, tell, canLeaveOpen = true } = props;
  const choices: (number | null)[] = canLeaveOpen ? [null, ...WHEN_S] : [...WHEN_S];
  return (
    <fieldset class="lengths">
      <legend>{say("hand_over.when", { alias })}</legend>
      {choices.map((seconds) => (
        <label key={seconds} class="tick">
          <input
            type="radio"
            name="tell"
            checked={tell.value === seconds}
            onChange={() => (tell.value = seconds)}
          />
          <span>{whenInWords(seconds)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function whenInWords(seconds: number | null): string {
  if (seconds === null) return say("hand_over.later");
  return seconds === 0 ? say("hand_over.now") : say("hand_over.in", { length: lengthInWords(seconds) });
}
