import { useComputed } from "@preact/signals";
import type { CaseLine } from "../../generated/wire";
import { urgencyInWords } from "../case/words";
import { now } from "../desk/clock";
import { deadlineInWords } from "../desk/deadline";

/** How urgent: a word in a frame of its own weight. While nobody has taken the case, also until when somebody should. */
export function UrgencyMark({ line }: { line: CaseLine }) {
  const words = useComputed(() => deadlineInWords(line.due, now.value));
  return (
    <span class="urgency">
      <strong class={`mark ${line.urgency}`}>{urgencyInWords(line.urgency)}</strong>{" "}
      {line.state === "open" && <span class="deadline">{words}</span>}
    </span>
  );
}
