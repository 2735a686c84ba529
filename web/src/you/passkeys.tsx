import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { MyPasskey } from "../generated/wire";
import { dayOf } from "../strings/clock";
import { say } from "../strings/you";
import { Refusal } from "../wire/api";
import { canPasskeys, makePasskey, NoPasskey, removePasskey } from "../wire/passkeys";
import { readSecondProofs } from "./api";

/** Coming in with what unlocks the device, in place of a passphrase. */
export function Passkeys() {
  const mine = useSignal<readonly MyPasskey[]>([]);
  const problem = useSignal<string | null>(null);
  useEffect(() => void attempt(look), []);

  async function look() {
    mine.value = (await readSecondProofs()).passkeys;
  }

  async function attempt(act: () => Promise<void>) {
    problem.value = null;
    try {
      await act();
    } catch (error) {
      if (error instanceof Refusal && error.code === "not_fresh") return; // one thought better of it
      if (error instanceof NoPasskey) problem.value = say("passkeys.none_made");
      else problem.value = error instanceof Refusal ? error.says : say("unreachable");
    }
  }

  const remove = (id: string) => attempt(() => removePasskey(id).then(look));
  return (
    <>
      <p>{say("passkeys.what")}</p>
      <p>{say("passkeys.seen")}</p>
      {problem.value && <p role="alert">{problem.value}</p>}
      <ul class="devices">
        {mine.value.map(({ id, made, last_used }) => (
          <li key={id} class="device">
            <h2>{say("passkeys.one", { day: dayOf(made) })}</h2>
            <p class="facts">{say("signed_in.last_used", { day: dayOf(Date.parse(last_used)) })}</p>
            <p>
              <button type="button" onClick={() => remove(id)}>
                {say("passkeys.remove", { day: dayOf(made) })}
              </button>
            </p>
          </li>
        ))}
      </ul>
      {canPasskeys() ? (
        <p>
          <button type="button" class="primary" onClick={() => attempt(() => makePasskey().then(look))}>
            {say("passkeys.make")}
          </button>
        </p>
      ) : (
        <p class="soft">{say("passkeys.cannot")}</p>
      )}
    </>
  );
}
