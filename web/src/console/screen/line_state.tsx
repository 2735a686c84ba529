import { say } from "../../strings/console";
import { socket } from "../desk/line";
import { listTrouble } from "../desk/queue";

/** How live this screen is. Quiet while all is well. */
export function LineState() {
  const { value: state } = socket.state;
  if (state.kind === "over")
    return (
      <p class="line-state trouble" role="alert">
        {state.ending.says}{" "}
        {state.ending.again === "reload" && (
          <button type="button" onClick={() => location.reload()}>
            {say("line.reload")}
          </button>
        )}
      </p>
    );
  if (listTrouble.value)
    return (
      <p class="line-state trouble" role="status">
        {say("line.none")}
      </p>
    );
  return (
    <p class="line-state" role="status">
      {state.kind === "live" ? say("line.live") : say("line.waiting")}
    </p>
  );
}
