import { SanctionLine } from "../peers/sanction_line";
import { say } from "../strings/you";
import { Complain } from "./complain";
import { me } from "./me";

/** What was decided about oneself, and what one says to it. */
export function Decisions() {
  const decided = me.value?.sanctions ?? [];
  return (
    <>
      {decided.length === 0 && <p class="soft">{say("decisions.none")}</p>}
      {decided.map((one) => (
        <SanctionLine key={one.id} sanction={one} />
      ))}
      <Complain />
    </>
  );
}
