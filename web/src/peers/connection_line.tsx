import { signal } from "@preact/signals";
import { say } from "../strings/peers";
import { socket } from "./line";
import { me } from "./session";

const online = signal(navigator.onLine);
for (const event of ["online", "offline"])
  window.addEventListener(event, () => (online.value = navigator.onLine));

/** The state of the line, in words, when there is something to say of it. */
export function ConnectionLine() {
  return (
    <div role="status" class="connection">
      {me.value && <Words />}
    </div>
  );
}

function Words() {
  const state = socket.state.value;
  if (state.kind === "over" && state.ending.again !== "sign_in")
    return (
      <p>
        {state.ending.says}{" "}
        {state.ending.again === "reload" && (
          <button type="button" class="quiet" onClick={() => location.reload()}>
            {say("connection.reload")}
          </button>
        )}
      </p>
    );
  if (state.kind === "live" || state.kind === "over" || state.kind === "resting") return null;
  if (!online.value) return <p>{say("connection.offline")}</p>;
  // A first attempt is usually over in a moment; words that come and go would only startle.
  if (state.attempt === 0) return <p class="after-a-moment">{say("connection.connecting")}</p>;
  return <p>{say("connection.down")}</p>;
}
