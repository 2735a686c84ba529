import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Agreements, LongerRoom } from "../generated/wire";
import { say } from "../strings/you";
import { join, Refusal } from "../wire/api";
import { agreements, agreeTo } from "./rights";

/** What one agreed to, what one is asked to agree to before one writes on, and how one takes it back. */
export function Agreement() {
  const found = useSignal<Agreements | null>(null);
  const error = useSignal<string | null>(null);
  const done = useSignal(false);
  useEffect(() => void look(), []);

  async function look() {
    await attempt(async () => {
      found.value = await agreements();
    });
  }

  async function attempt(act: () => Promise<void>) {
    error.value = null;
    try {
      await act();
    } catch (problem) {
      error.value = problem instanceof Refusal ? problem.says : say("unreachable");
    }
  }

  const agree = (act: () => Promise<unknown>) =>
    attempt(async () => {
      await act();
      await look();
      done.value = true;
    });

  const { consent, rooms } = found.value ?? { consent: null, rooms: [] };
  return (
    <>
      {consent && (
        <section class="field" aria-labelledby="new-title">
          <h2 id="new-title">{say("agreement.changed")}</h2>
          <ul class="points">
            {consent.points.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
          <button type="button" onClick={() => agree(() => agreeTo(consent.version))}>
            {say("agreement.agree")}
          </button>
        </section>
      )}
      {rooms.map((room) => (
        <Longer key={room.id} room={room} agree={() => agree(() => join(room.id))} />
      ))}
      {error.value && <p role="alert">{error.value}</p>}
      <p role="status">{done.value && !consent && rooms.length === 0 && say("agreement.agreed")}</p>
      <h2>{say("agreement.back")}</h2>
      <p>{say("agreement.how")}</p>
      <p>{say("agreement.erase")}</p>
    </>
  );
}

function Longer({ room, agree }: { room: LongerRoom; agree: () => void }) {
  const id = `longer-${room.id}`;
  return (
    <section class="field" aria-labelledby={id}>
      <h2 id={id}>{say("agreement.longer_title", { room: room.title })}</h2>
      <p>{say("agreement.longer", { days: room.days, before: room.agreed_days })}</p>
      <button type="button" aria-describedby={id} onClick={agree}>
        {say("agreement.agree")}
      </button>
    </section>
  );
}
