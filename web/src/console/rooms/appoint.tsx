import { useSignal } from "@preact/signals";
import type { LiveRoom } from "../../generated/wire";
import { whenOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { session } from "../session";
import { appoint } from "./live_rooms";

const DAYS = [1, 7, 30, 90];

/** Who helps to look after the room; a lead appoints them, and takes it back. */
export function Appoint({ of }: { of: LiveRoom }) {
  const name = useSignal("");
  const days = useSignal(30);
  const here = session.value;
  const isLead = here.kind === "moderator" && here.me.may.includes("facilitator.appoint");
  const names = of.facilitators.map(({ name, until }) =>
    say("rooms.facilitator_until", { name, when: whenOf(until) }),
  );

  async function submit(event: Event) {
    event.preventDefault();
    if (name.value.trim() && (await appoint(name.value.trim(), days.value))) name.value = "";
  }

  return (
    <>
      {names.length > 0 && <p class="soft">{say("rooms.facilitators", { names: names.join("; ") })}</p>}
      {isLead && (
        <details>
          <summary>{say("rooms.appoint")}</summary>
          {of.facilitators.map((one) => (
            <p key={one.name}>
              <button type="button" onClick={() => appoint(one.name, null)}>
                {say("rooms.appoint_end", { name: one.name })}
              </button>
            </p>
          ))}
          <form class="appoint" onSubmit={submit}>
            <label for="appoint-name">{say("rooms.appoint_name")}</label>
            <input
              id="appoint-name"
              type="text"
              autocomplete="off"
              value={name.value}
              onInput={(event) => {
                name.value = event.currentTarget.value;
              }}
            />
            <label for="appoint-days">{say("rooms.appoint_days")}</label>
            <select
              id="appoint-days"
              value={days.value}
              onChange={(event) => {
                days.value = Number(event.currentTarget.value);
              }}
            >
              {DAYS.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
            <button type="submit">{say("rooms.appoint_submit")}</button>
          </form>
        </details>
      )}
    </>
  );
}
