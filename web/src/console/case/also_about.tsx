import type { CaseLine } from "../../generated/wire";
import { say } from "../../strings/console";
import { openCase } from "../desk/open_case";
import { lines } from "../desk/queue";
import { UrgencyMark } from "../screen/urgency";
import { holderInWords, whatItIs } from "./words";

/** Other open cases about the same person: somebody in danger may have asked for a moderator as well, and should not meet
 * two of them who do not know of each other. */
export function AlsoAbout({ line: { id, alias } }: { line: CaseLine }) {
  const others = (lines.value ?? []).filter((other) => other.alias === alias && other.id !== id);
  return others.length === 0 ? null : (
    <div class="also">
      <h3>{say("case.also", { alias })}</h3>
      {others.map((other) => (
        <button key={other.id} type="button" onClick={() => openCase(other.id)}>
          <UrgencyMark line={other} /> {whatItIs(other)} <span class="soft">{holderInWords(other)}</span>
        </button>
      ))}
    </div>
  );
}
