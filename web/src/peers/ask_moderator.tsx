import { useSignal } from "@preact/signals";
import { say } from "../strings/peers";
import * as api from "../wire/api";
import { putCardAside } from "./card";
import { asking } from "./conversations";
import { helpIsOpen } from "./help_open";
import { addRoom, me } from "./session";
import { go, view } from "./view";

/** "Talk with a moderator", for anyone at any time. */
export function AskModerator() {
  const problem = useSignal<string | null>(null);
  const busy = useSignal(false);

  async function ask() {
    const at = view.value;
    busy.value = true;
    asking.value = true;
    problem.value = null;
    try {
      const asked = await api.askForModerator(at.name === "room" ? { room: at.id } : {});
      addRoom(asked.room);
      putCardAside(); // who comes, and when, is not known yet
      helpIsOpen.value = false;
      go({ name: "room", id: asked.room.id });
    } catch (error) {
      problem.value = error instanceof api.Refusal ? error.says : say("help.ask_unreachable");
    }
    busy.value = false;
    asking.value = false;
  }

  function join() {
    const at = view.value;
    helpIsOpen.value = false;
    go({
      name: "join",
      slug: at.name === "card" || at.name === "join" || at.name === "sign_in" ? at.slug : null,
    });
  }

  if (!me.value)
    return (
      <>
        <p>{say("help.join_first")}</p>
        <button type="button" onClick={join}>
          {say("help.join")}
        </button>
      </>
    );
  return (
    <>
      <button type="button" disabled={busy.value} onClick={ask}>
        {say("help.ask_moderator")}
      </button>
      {problem.value && <p role="alert">{problem.value}</p>}
    </>
  );
}
