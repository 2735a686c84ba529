import { useSignal } from "@preact/signals";
import { view } from "../peers/view";
import { say } from "../strings/facilitators";
import { say as sayToPeers } from "../strings/peers";
import { hide, roomOf, told } from "./mine";

/** Out of the room until a moderator has looked: asked once more, because the whole room sees it go. */
export function HideMessage({ id }: { id: string }) {
  const sure = useSignal(false);
  const at = view.value;
  const room = at.name === "room" ? at.id : null;
  if (room === null || !roomOf(room)) return null;
  return sure.value ? (
    <div class="sure">
      <p>{say("tools.hide_sure")}</p>
      <button type="button" onClick={() => hide(room, id)}>
        {say("tools.hide_yes")}
      </button>
      <button type="button" onClick={() => (sure.value = false)}>
        {sayToPeers("message.keep")}
      </button>
      <p role="status">{told.value}</p>
    </div>
  ) : (
    <button type="button" onClick={() => (sure.value = true)}>
      {say("tools.hide")}
    </button>
  );
}
