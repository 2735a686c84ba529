import { useSignal } from "@preact/signals";
import { Tick } from "../peers/field";
import { shiftThrice, useShiftThrice } from "../peers/shift_thrice";
import { say } from "../strings/you";
import { keepOnDevice, keptOnDevice } from "../wire/keeping";

/** What stays on this device, and leaving it quickly. */
export function Device() {
  const keep = useSignal(keptOnDevice());
  return (
    <>
      <Tick
        id="keep"
        label={say("device.keep")}
        hint={say("device.keep_hint")}
        checked={keep.value}
        onChange={(yes) => {
          keepOnDevice(yes);
          keep.value = yes;
        }}
      />
      <section class="field" aria-labelledby="exit-title">
        <h2 id="exit-title">{say("top.exit")}</h2>
        <p>{say("device.exit_does")}</p>
        <p>{say("device.exit_cannot")}</p>
        <Tick
          id="shift-thrice"
          label={say("device.shift_thrice")}
          checked={shiftThrice.value}
          onChange={useShiftThrice}
        />
      </section>
    </>
  );
}
