import { useSignal } from "@preact/signals";
import { say } from "../../strings/console";
import { Refusal } from "../../wire/api";
import { NoPasskey } from "../../wire/passkeys";
import { whoIsHere } from "../session";

/** One press, and the device asks who holds it. */
export function WithPasskey({ says, act }: { says: string; act: () => Promise<void> }) {
  const problem = useSignal<string | null>(null);

  async function press() {
    problem.value = null;
    try {
      await act();
      await whoIsHere();
    } catch (error) {
      if (error instanceof NoPasskey) problem.value = say("second.no_passkey");
      else problem.value = error instanceof Refusal ? error.says : say("trouble.no_server");
    }
  }

  return (
    <>
      <button type="button" class="primary" onClick={press}>
        {says}
      </button>
      {problem.value && <p role="alert">{problem.value}</p>}
    </>
  );
}
