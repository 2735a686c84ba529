import { useSignal } from "@preact/signals";
import { putCardAside } from "../peers/card";
import { helpIsOpen } from "../peers/help_open";
import { say } from "../strings/you";
import * as api from "../wire/api";
import { keeping } from "../wire/keeping";
import { me, setMe, toRooms } from "./me";
import { section } from "./section";

/** "Talk with a moderator": the conversation opens on the page where people talk. */
export function AskModerator() {
  const problem = useSignal<string | null>(null);
  const busy = useSignal(false);

  async function ask() {
    busy.value = true;
    problem.value = null;
    try {
      const { room } = await api.askForModerator({});
      if (me.value)
        setMe({ ...me.value, rooms: [...me.value.rooms.filter(({ id }) => id !== room.id), room] });
      putCardAside();
      helpIsOpen.value = false;
      keeping.write("view", JSON.stringify({ name: "room", id: room.id }));
      toRooms();
    } catch (error) {
      problem.value = error instanceof api.Refusal ? error.says : say("help.ask_unreachable");
    }
    busy.value = false;
  }

  function join() {
    section.value = null;
    helpIsOpen.value = false;
    keeping.write("view", JSON.stringify({ name: "join", slug: null }));
    toRooms();
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
