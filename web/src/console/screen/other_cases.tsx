import type { CaseLine } from "../../generated/wire";
import { say } from "../../strings/console";
import { openNext } from "../case/commands";
import { whatItIs } from "../case/words";
import { isUnread } from "../desk/conversations";
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
      {shown.value && <Ahead than={shown.value.line} />}
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

/** Where to go from the case at hand. It stays in sight however far the list is scrolled; on a narrow screen, where the
 * others stand far below, only what is more urgent than this one does, and an answer from somebody else. */
function Ahead({ than }: { than: CaseLine }) {
  const answered = (lines.value ?? []).filter((line) => line.id !== than.id && isUnread(line));
  const { value: line } = next;
  const isUrgent =
    line !== null && line.state === "open" && than.state !== "closed" && isMoreUrgent(line, than);
  if (line === null && answered.length === 0) return null;
  return (
    <section class={`next-up ${isUrgent || answered.length > 0 ? "urgent" : ""}`}>
      {line && <NextUp line={line} than={than} isUrgent={isUrgent} />}
      {answered.map((one) => (
        <button key={one.id} type="button" class="answered" onClick={() => openCase(one.id)}>
          <strong>{say("others.unread_from", { alias: one.alias })}</strong>
        </button>
      ))}
    </section>
  );
}

function NextUp({ line, than, isUrgent }: { line: CaseLine; than: CaseLine; isUrgent: boolean }) {
  return (
    <>
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
    </>
  );
}

function OtherCase({ line }: { line: CaseLine }) {
  const holder = holderOf(line);
  return (
    <button type="button" class="line" onClick={() => openCase(line.id)}>
      <UrgencyMark line={line} />
      <span>{whatItIs(line)}</span>
      <span class="soft">{[line.alias, line.room, holder].filter(Boolean).join(" · ")}</span>
      {isUnread(line) && <strong>{say("others.unread")}</strong>}
    </button>
  );
}

function holderOf(line: CaseLine): string | null {
  if (line.mine) return say("others.yours");
  if (barred.value.has(line.id)) return say("others.barred");
  if (line.spared) return say("others.spared");
  if (line.lead && line.state === "open") return say("others.lead");
  return line.state === "taken" && line.taken_by ? say("others.taken", { name: line.taken_by }) : null;
}
