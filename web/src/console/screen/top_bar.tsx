import { useSignal } from "@preact/signals";
import type { Me } from "../../generated/wire";
import { say } from "../../strings/console";
import { duty, setDuty } from "../desk/duty";
import { signOut } from "../session";
import { DutySwitch } from "./duty_switch";
import { Key, shortcut } from "./key";
import { openKeys } from "./keys_dialog";
import { LineState } from "./line_state";

export function TopBar({ me }: { me: Me }) {
  const failed = useSignal(false);

  async function leave() {
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
      <DutySwitch />
      <LineState />
      <nav>
        <button type="button" class="quiet" onClick={openKeys} {...shortcut("keys")}>
          {say("bar.keys")}
          <Key of="keys" />
        </button>
        <a href="/help" target="_blank" rel="noreferrer">
          {say("bar.help")}
        </a>
        <span class="who">{me.pseudonym}</span>
        <button type="button" class="quiet" onClick={leave}>
          {say("bar.sign_out")}
        </button>
      </nav>
      {failed.value && <p role="alert">{say("bar.sign_out_failed")}</p>}
    </header>
  );
}
