import { useSignal } from "@preact/signals";
import { say } from "../strings/peers";
import { Refusal } from "../wire/api";
import { rooms } from "./line";

/** A way to what was said before. `before` is called just before older messages are put in. */
export function OlderMessages({ room, before }: { room: string; before: () => void }) {
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);

  async function load() {
    busy.value = true;
    problem.value = null;
    try {
      await rooms.loadOlder(room, before);
    } catch (error) {
      problem.value = error instanceof Refusal ? error.says : say("unreachable");
    }
    busy.value = false;
  }

  return (
    <p class="line">
      <button type="button" class="quiet" disabled={busy.value} onClick={load}>
        {busy.value ? say("moment") : say("room.older")}
      </button>
      {problem.value && <span role="alert">{problem.value}</span>}
    </p>
  );
}
