import { timeOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { breakUntil, duty, dutyMatters, dutyTrouble, dutyWanted, setDuty } from "../desk/duty";
import { own } from "../desk/queue";
import { BreakButton } from "./break";
import { focusNext } from "./next_case";

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
        onClick={(event) => {
          void setDuty(!(dutyWanted.value === true || view?.on));
          if (event.detail > 0) focusNext(); // a pointer's click: the next Enter is for the case that is offered
        }}
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()} // Space turns a switch
      >
        <span class="track" aria-hidden="true" />
        {say("duty.on")}
      </button>
      {view?.on && <BreakButton />}
      {breakUntil.value !== null && <span>{say("break.until", { time: timeOf(breakUntil.value) })}</span>}
      {view && <span class="soft">{count === 0 ? say("duty.nobody") : say("duty.count", { count })}</span>}
      {view?.on === false && own.value.length > 0 && (
        <p role="status">{say("duty.off_with_cases", { count: own.value.length })}</p>
      )}
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
