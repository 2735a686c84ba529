import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ErasureNotice, KeptCase } from "../generated/wire";
import { Tick } from "../peers/field";
import { PassphraseField } from "../peers/passphrase_field";
import { dayOf } from "../strings/clock";
import { say } from "../strings/you";
import { Refusal } from "../wire/api";
import { forgetForGood } from "../wire/keeping";
import { toRooms } from "./me";
import { erase, whatStays } from "./rights";

const GOES = ["erase.goes_words", "erase.goes_private", "erase.goes_account"] as const;

/** Erasing the account: what goes, what stays and until when, said before it is done. */
export function Erase() {
  const stays = useSignal<ErasureNotice | null>(null);
  const passphrase = useSignal("");
  const sure = useSignal(false);
  const unsure = useSignal<string | null>(null);
  const error = useSignal<string | null>(null);
  const busy = useSignal(false);
  const done = useSignal(false);
  useEffect(() => void look(), []);

  async function look() {
    try {
      stays.value = await whatStays();
      error.value = null;
    } catch (problem) {
      error.value = problem instanceof Refusal ? problem.says : say("unreachable");
    }
  }

  async function carryOut(event: Event) {
    event.preventDefault();
    unsure.value = sure.value ? null : say("erase.sure_missing");
    if (unsure.value) return;
    if (!stays.value) return look(); // nobody erases before they were told what stays
    error.value = null;
    busy.value = true;
    try {
      await erase(passphrase.value);
      forgetForGood();
      done.value = true;
    } catch (problem) {
      error.value = problem instanceof Refusal ? problem.says : say("unreachable");
    }
    busy.value = false;
  }

  if (done.value)
    return (
      <>
        <p role="status">{say(stays.value?.held_until ? "erase.done_held" : "erase.done")}</p>
        <button type="button" onClick={toRooms}>
          {say("erase.leave")}
        </button>
      </>
    );
  return (
    <form class="form" onSubmit={carryOut}>
      <section class="field" aria-labelledby="goes-title">
        <h2 id="goes-title">{say("erase.goes")}</h2>
        <ul class="points">
          {GOES.map((what) => (
            <li key={what}>{say(what)}</li>
          ))}
        </ul>
      </section>
      <section class="field" aria-labelledby="stays-title">
        <h2 id="stays-title">{say("erase.stays")}</h2>
        {stays.value && <Stays of={stays.value} />}
      </section>
      <Tick
        id="sure"
        label={say("erase.sure")}
        checked={sure.value}
        onChange={(yes) => (sure.value = yes)}
        error={unsure.value}
      />
      <PassphraseField value={passphrase} isNew={false} error={error.value} />
      <button type="submit" disabled={busy.value}>
        {say("erase.carry_out")}
      </button>
    </form>
  );
}

function Stays({ of }: { of: ErasureNotice }) {
  return (
    <ul class="points">
      {of.held_until && <li>{say("erase.stays_hold", { until: dayOf(of.held_until) })}</li>}
      {of.cases.map((one) => (
        <li key={one.opened}>{caseWords(one, of.cases_days)}</li>
      ))}
      <li>{say("erase.stays_cases", { days: of.cases_days })}</li>
      <li>{say("erase.stays_name", { days: of.name_days })}</li>
      <li>{say("erase.stays_backups")}</li>
    </ul>
  );
}

function caseWords(one: KeptCase, days: number): string {
  const opened = dayOf(one.opened);
  return one.until
    ? say("erase.case_closed", { opened, until: dayOf(one.until) })
    : say("erase.case_open", { opened, days });
}
