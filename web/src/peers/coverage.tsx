import { say } from "../strings/peers";
import { me } from "./session";

/** Whether a person is on duty, and what to do instead when nobody is. Null: not known yet. */
export function Coverage({ staffed, words }: { staffed: boolean | null; words?: string | undefined }) {
  if (staffed === null) return null;
  return (
    <p class={staffed ? "coverage lit" : "coverage"}>
      <span class="lamp" aria-hidden="true" />
      <span>
        {words ??
          (staffed ? say("coverage.staffed") : say(me.value ? "coverage.nobody" : "coverage.nobody_visitor"))}
      </span>
    </p>
  );
}
