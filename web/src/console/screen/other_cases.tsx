import type { CaseLine } from "../../generated/wire";
import { say } from "../../strings/console";
import { openNext } from "../case/commands";
import { whatItIs } from "../case/words";
import { unread } from "../desk/conversations";
import { isMoreUrgent } from "../desk/next";
import { barred, openCase, openId, shown } from "../desk/open_case";
import { lines, next } from "../desk/queue";
import { Key, shortcut } from "./key";
import { NotSent } from "./not_sent";
import { UrgencyMark } from "./urgency";

/** What else is open: none of anybody's words, and no need to watch it. */
export function OtherCases() {
  const others = (lines.value ?? []).filter(
    (line) => line.id !== openId.value && (shown.value !== null || line.id !== next.value?.id),
  );
  return (
    <aside class="others" aria-labelledby="others-title">
      {shown.value && next.value && <NextUp line={next.value} than={shown.value.line} />}
      <NotSent />
      <h2 id="others-title">{say("others.title")}</h2>
      {others.length === 0 ? (
        <p class="soft">{say("others.none")}</p>
      ) : (
        <ul>
          {others.map((line) => (
            <li key={line.id}>
              <OtherCase line={line} />
            </li>
          ))}
        </ul>
      )}
    </aside>
  );
}

/** On a narrow screen the others stand far below; what is more urgent than the case at hand stays in sight there. */
function NextUp({ line, than }: { line: CaseLine; than: CaseLine }) {
  const isUrgent = than.state !== "closed" && isMoreUrgent(line, than);
  return (
    <section class={`next-up ${isUrgent ? "urgent" : ""}`}>
      <button
        type="button"
        class={than.state === "closed" ? "primary" : ""}
        onClick={openNext}
        {...shortcut("next")}
      >
        {say("next.open")}
        <Key of="next" />
      </button>
      {isUrgent && (
        <p>
          <UrgencyMark line={line} /> {whatItIs(line)}
          <br />
          {say("next.more_urgent")}
        </p>
      )}
    </section>
  );
}

function OtherCase({ line }: { line: CaseLine }) {
  const count = unread(line.id);
  const holder = holderOf(line);
  return (
    <button type="button" class="line" onClick={() => openCase(line.id)}>
      <UrgencyMark line={line} />
      <span>{whatItIs(line)}</span>
      <span class="soft">{[line.alias, line.room, holder].filter(Boolean).join(" · ")}</span>
      {count > 0 && <strong>{say("others.unread", { count })}</strong>}
    </button>
  );
}

function holderOf(line: CaseLine): string | null {
  if (line.mine) return say("others.yours");
  if (barred.value.has(line.id)) return say("others.barred");
  return line.state === "taken" && line.taken_by ? say("others.taken", { name: line.taken_by }) : null;
}
