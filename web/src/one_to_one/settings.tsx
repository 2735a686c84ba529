import { useSignal } from "@preact/signals";
import { Tick } from "../peers/field";
import { say } from "../strings/one_to_one";
import { mine, set } from "./mine";

/** Whether one may be asked, and whether one has another name in each room. */
export function Settings() {
  const saved = useSignal(false);
  const now = mine.value?.settings;
  if (!now) return null;

  async function change(what: Partial<typeof now>) {
    saved.value = false;
    if (now) saved.value = await set({ ...now, ...what });
  }

  return (
    <>
      <Tick
        id="may-be-asked"
        label={say("settings.may_be_asked")}
        hint={say("settings.may_be_asked_hint")}
        checked={now.may_be_asked}
        onChange={(may_be_asked) => change({ may_be_asked })}
      />
      <Tick
        id="other-names"
        label={say("settings.other_names")}
        hint={say("settings.other_names_hint")}
        checked={now.other_names}
        onChange={(other_names) => change({ other_names })}
      />
      <p role="status">{saved.value && say("settings.saved")}</p>
    </>
  );
}
