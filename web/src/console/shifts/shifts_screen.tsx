import { useEffect } from "preact/hooks";
import type { PlannedShift } from "../../generated/wire";
import { say } from "../../strings/console";
import { may } from "../may";
import { HandOverForm } from "./hand_over_form";
import { NewShiftForm } from "./new_shift";
import { fetchRoster, remove, roster, rosterTrouble } from "./roster";
import { dayInWords, inWords } from "./words";

/** The roster: what is planned, and for a lead, writing it. */
export function ShiftsScreen() {
  useEffect(() => void fetchRoster(), []);
  const known = roster.value;
  const writes = may("roster.change");
  const weekly = known?.shifts.filter(({ day }) => !day) ?? [];
  const single = known?.shifts.filter(({ day }) => day) ?? [];
  return (
    <div class="shifts">
      <HandOverForm />
      <h2>{say("roster.title")}</h2>
      <p>{say("shifts.says", { link: "/hours" })}</p>
      {rosterTrouble.value && (
        <p class="problem" role="alert">
          {rosterTrouble.value}
        </p>
      )}
      {known && (
        <>
          <p class="soft">{say("shifts.zone", { zone: known.zone })}</p>
          {!known.callable && known.shifts.some(({ what }) => what === "on_call") && (
            <p class="problem">{say("shifts.nobody_to_call")}</p>
          )}
          <Planned title={say("shifts.weekly")} shifts={weekly} writes={writes} />
          <Planned title={say("shifts.single")} shifts={single} writes={writes} />
          <p class="soft">{say("shifts.single_says")}</p>
          {writes ? <NewShiftForm people={known.people} /> : <p class="soft">{say("shifts.lead_writes")}</p>}
        </>
      )}
    </div>
  );
}

function Planned({ title, shifts, writes }: { title: string; shifts: PlannedShift[]; writes: boolean }) {
  return (
    <>
      <h2>{title}</h2>
      {shifts.length === 0 && <p class="soft">{say("shifts.none")}</p>}
      <ul>
        {shifts.map((shift) => (
          <li key={shift.id}>
            <span>
              <strong>{dayInWords(shift)}</strong> {inWords(shift)}
              {shift.who && <span class="soft"> {shift.who}</span>}
            </span>
            {writes && (
              <button
                type="button"
                class="quiet"
                aria-label={say("shifts.remove_which", { which: `${dayInWords(shift)} ${inWords(shift)}` })}
                onClick={() => remove(shift.id)}
              >
                {say("shifts.remove")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
