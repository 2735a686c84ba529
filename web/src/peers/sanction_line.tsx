import type { MySanction } from "../generated/wire";
import { say } from "../strings/everywhere";
import { Appeal } from "./appeal";
import { sanctionWords } from "./sanction_words";

/** One decision about oneself: what it keeps one from and until when, why, and the way to say that one does not agree. */
export function SanctionLine({ sanction }: { sanction: MySanction }) {
  return (
    <section class="bar decided" aria-label={say("decided.title")}>
      <p>
        {sanction.automatic && <span class="mark">{say("automatic")}</span>} {sanctionWords(sanction)}
        {sanction.automatic && ` ${say("decided.automatic")}`}
      </p>
      {sanction.kind !== "nudge" && (
        <Appeal against={{ sanction: sanction.id }} done={sanction.appealed === true} />
      )}
    </section>
  );
}
