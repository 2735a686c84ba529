import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Me } from "../../generated/wire";
import { say } from "../../strings/console";
import { atDesk } from "../desk/at_desk";
import { canBeOnDuty, duty, setDuty } from "../desk/duty";
import { notCalled, own, talksWaiting } from "../desk/queue";
import { choosing, elsewhere, goTo } from "../elsewhere/elsewhere";
import { More } from "../elsewhere/more";
import { signOut } from "../session";
import { BeforeBreak } from "./break";
import { DutySwitch } from "./duty_switch";
import { Key, shortcut } from "./key";
import { openKeys } from "./keys_dialog";
import { LineState } from "./line_state";

export function TopBar({ me }: { me: Me }) {
  const failed = useSignal(false);
  const sure = useSignal(false);

  async function leave() {
    if (own.value.length > 0 && !sure.value) {
      sure.value = true;
      return;
    }
    sure.value = false;
    try {
      if (duty.value?.on) await setDuty(false);
      await signOut();
    } catch {
      failed.value = true;
    }
  }

  return (
    <header class="bar">
      <p class="brand">
        {say("app.name")} <span class="soft">{say("app.console")}</span>
      </p>
      {canBeOnDuty.value && <DutySwitch />}
      <LineState />
      <nav>
        <button type="button" class="quiet to-keys" onClick={openKeys} {...shortcut("keys")}>
          {say("bar.keys")}
          <Key of="keys" />
        </button>
        <button
          type="button"
          class="quiet"
          aria-expanded={choosing.value || elsewhere.value !== null}
          onClick={() => (choosing.value = !choosing.value)}
          {...shortcut("more")}
        >
          {say("more.open")}
          <Key of="more" />
        </button>
        <a href="/help" target="_blank" rel="noreferrer">
          {say("bar.help")}
        </a>
        <span class="who">{me.pseudonym}</span>
        <button type="button" class="quiet" onClick={leave}>
          {say("bar.sign_out")}
        </button>
      </nav>
      {talksWaiting.value > 0 && (
        <button type="button" class="quiet" onClick={() => goTo("talks")}>
          {say("talks.waiting", { count: talksWaiting.value })}
        </button>
      )}
      <More me={me} />
      <BeforeBreak />
      {sure.value && <BeforeLeaving leave={leave} stay={() => (sure.value = false)} />}
      {own.value.length > 0 && atDesk.value !== "here" && (
        <p role="alert">{say(atDesk.value === "asked" ? "bar.still_there" : "bar.away")}</p>
      )}
      {notCalled.value > 0 && (
        <p class="trouble" role="alert">
          {say("bar.not_called", { count: notCalled.value })}
        </p>
      )}
      {failed.value && <p role="alert">{say("bar.sign_out_failed")}</p>}
    </header>
  );
}

/** Signing out leaves the people whose cases one has, and deletes what one had begun to write to them. */
function BeforeLeaving({ leave, stay }: { leave: () => void; stay: () => void }) {
  const staying = useRef<HTMLButtonElement>(null);
  useEffect(() => staying.current?.focus(), []);
  const names = [...new Set(own.value.map(({ alias }) => alias))].join(", ");
  return (
    <section
      class="leaving"
      aria-label={say("bar.sign_out")}
      onKeyDown={(event) => event.key === "Escape" && stay()}
    >
      <p role="alert">{say("bar.leaving", { count: own.value.length, names })}</p>
      <p class="acts">
        <button type="button" ref={staying} onClick={stay}>
          {say("bar.stay")}
        </button>
        <button type="button" onClick={leave}>
          {say("bar.leave")}
        </button>
      </p>
    </section>
  );
}
