import { say } from "../../strings/console";
import { duty, dutyMatters, dutyTrouble, dutyWanted, setDuty } from "../desk/duty";

export function DutySwitch() {
  const view = duty.value;
  const count = view?.moderators ?? 0;
  return (
    <div class="duty">
      <button
        type="button"
        role="switch"
        class="switch"
        aria-checked={view?.on ?? false}
        onClick={() => setDuty(!(dutyWanted.value ?? view?.on ?? false))}
      >
        <span class="track" aria-hidden="true" />
        {say("duty.on")}
      </button>
      {view && <span class="soft">{count === 0 ? say("duty.nobody") : say("duty.count", { count })}</span>}
      {dutyMatters.value && dutyTrouble.value && (
        <p class="problem" role="alert">
          {dutyWanted.value === false
            ? say("duty.trouble_off", { says: dutyTrouble.value })
            : say("duty.trouble", { says: dutyTrouble.value })}
        </p>
      )}
    </div>
  );
}
