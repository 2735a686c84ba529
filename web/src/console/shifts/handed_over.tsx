import { useEffect } from "preact/hooks";
import type { PackedCase, ShiftPack } from "../../generated/wire";
import { whenOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { whatItIs } from "../case/words";
import { openCase } from "../desk/open_case";
import { acknowledge, packTrouble, toRead } from "../desk/packs";
import { Key, shortcut } from "../screen/key";
import { focusNext } from "../screen/next_case";
import { UrgencyMark } from "../screen/urgency";
import { WHY } from "./words";

/** On coming on duty: what the shift before has handed over, somebody's safety first, until one says that one has read it. */
export function HandedOver() {
  const packs = toRead.value;
  // The one that was read is gone, and with it the button that had the focus.
  useEffect(() => {
    if (document.activeElement === document.body) focusNext();
  }, [packs.length]);
  return (
    <>
      {packs.map((pack, index) => (
        <Pack key={pack.id} pack={pack} isFirst={index === 0} />
      ))}
      {packTrouble.value && (
        <p class="problem" role="alert">
          {packTrouble.value}
        </p>
      )}
    </>
  );
}

function Pack({ pack, isFirst }: { pack: ShiftPack; isFirst: boolean }) {
  return (
    <section class="handed-over" aria-label={say("pack.from", { name: pack.by })}>
      <h2>{say("pack.from", { name: pack.by })}</h2>
      <p class="soft">{whenOf(pack.made)}</p>
      {pack.note && (
        <p class="pack-note" dir="auto">
          {pack.note}
        </p>
      )}
      {pack.cases.length === 0 ? <p>{say("pack.no_cases")}</p> : <PackedCases cases={pack.cases} />}
      <p>
        <button
          type="button"
          onClick={() => acknowledge(pack.id)}
          {...(isFirst ? shortcut("read_pack") : {})}
        >
          {say("pack.read")}
          {isFirst && <Key of="read_pack" />}
        </button>
      </p>
    </section>
  );
}

export function PackedCases({ cases }: { cases: readonly PackedCase[] }) {
  return (
    <ul>
      {cases.map(({ line, why, due }) => (
        <li key={line.id}>
          <span>
            <strong>{say(WHY[why])}</strong>{" "}
            {line.state === "closed" ? (
              <span class="soft">{say("pack.closed")}</span>
            ) : (
              <UrgencyMark line={line} />
            )}{" "}
            {whatItIs(line)}
            {due != null && <span class="soft"> {say("pack.due", { time: whenOf(due) })}</span>}
          </span>
          <button type="button" class="quiet" onClick={() => openCase(line.id)}>
            {say("pack.open")}
          </button>
        </li>
      ))}
    </ul>
  );
}
