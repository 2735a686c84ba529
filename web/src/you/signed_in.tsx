import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { MySession } from "../generated/wire";
import { dayOf } from "../strings/clock";
import { say } from "../strings/you";
import { Refusal, Unreachable } from "../wire/api";
import { forgetForGood } from "../wire/keeping";
import { endAllSessions, endSession, nameSession, readSessions } from "./api";
import { toRooms } from "./me";

/** Where one is signed in, and ending that. */
export function SignedIn() {
  const sessions = useSignal<readonly MySession[]>([]);
  const problem = useSignal<string | null>(null);
  useEffect(() => void read(), []);

  async function read() {
    await attempt(async () => {
      sessions.value = (await readSessions()).sessions;
    });
  }

  async function attempt(act: () => Promise<void>) {
    problem.value = null;
    try {
      await act();
    } catch (error) {
      problem.value = error instanceof Refusal ? error.says : say("unreachable");
    }
  }

  async function everywhere() {
    try {
      await endAllSessions();
    } catch (error) {
      if (error instanceof Unreachable) {
        problem.value = say("you.sign_out_failed");
        return;
      }
    }
    forgetForGood();
    toRooms();
  }

  return (
    <>
      <p>{say("signed_in.known")}</p>
      {problem.value && <p role="alert">{problem.value}</p>}
      <ul class="devices">
        {sessions.value.map((one) => (
          <Device
            key={one.id}
            of={one}
            name={(name) => attempt(() => nameSession(one.id, name).then(read))}
            end={() => attempt(() => endSession(one.id).then(read))}
          />
        ))}
      </ul>
      <section class="field">
        <button type="button" onClick={everywhere}>
          {say("signed_in.everywhere")}
        </button>
        <p class="hint">{say("signed_in.everywhere_hint")}</p>
      </section>
    </>
  );
}

function Device(props: { of: MySession; name: (name: string) => void; end: () => void }) {
  const { id, since, last_used, kept, this: here, name } = props.of;
  const naming = useSignal<string | null>(null);
  const called = name ?? say(here ? "signed_in.this" : "signed_in.one");

  function save(event: Event) {
    event.preventDefault();
    props.name(naming.value ?? "");
    naming.value = null;
  }

  return (
    <li class="device">
      <h2 dir="auto">{called}</h2>
      <p class="facts">
        {here && name && <span>{say("signed_in.this")}</span>}
        <span>{say("signed_in.since", { day: dayOf(since) })}</span>
        <span>{say("signed_in.last_used", { day: dayOf(Date.parse(last_used)) })}</span>
        {kept && <span>{say("signed_in.kept")}</span>}
      </p>
      {naming.value === null ? (
        <p class="actions">
          <button type="button" class="quiet" onClick={() => (naming.value = name ?? "")}>
            {say("signed_in.name_it", { name: called })}
          </button>
          {!here && (
            <button type="button" onClick={props.end}>
              {say("signed_in.end", { name: called })}
            </button>
          )}
        </p>
      ) : (
        <form class="field" onSubmit={save}>
          <label for={`name-${id}`}>{say("signed_in.name")}</label>
          <p class="hint" id={`name-${id}-hint`}>
            {say("signed_in.name_hint")}
          </p>
          <div class="with-button">
            <input
              id={`name-${id}`}
              aria-describedby={`name-${id}-hint`}
              type="text"
              maxLength={60}
              value={naming.value}
              onInput={(event) => (naming.value = event.currentTarget.value)}
            />
            <button type="submit">{say("signed_in.save")}</button>
          </div>
        </form>
      )}
    </li>
  );
}
