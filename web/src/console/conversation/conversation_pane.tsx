import type { CaseView, MyRoom } from "../../generated/wire";
import { say } from "../../strings/console";
import { Joined } from "../case/joined";
import { rooms } from "../desk/line";
import { Composer } from "./composer";
import { TalkLog } from "./talk_log";

/** The private conversation, beside its case. */
export function ConversationPane({ view, room }: { view: CaseView; room: MyRoom }) {
  const { alias, state } = view.line;
  const { typing, gone, live, here } = rooms.state(room.id).value;
  const others = [...typing.keys()].some((member) => member !== room.member_id);
  const ended = state === "closed" ? say("talk.ended") : gone ? say("talk.gone") : null;
  return (
    // Focused by a click anywhere in it: what one types then goes to its field.
    <section class="talk" aria-labelledby="talk-title" tabIndex={-1}>
      <header>
        <h2 id="talk-title">{say("talk.title", { alias })}</h2>
        <p class="soft">{say("talk.who_reads", { alias })}</p>
      </header>
      <TalkLog room={room} alias={alias} />
      <Joined />
      <p class="typing soft" role="status">
        {others
          ? say("talk.typing", { alias })
          : !ended && live && here === 1
            ? say("talk.away", { alias })
            : ""}
      </p>
      {ended ? <p class="ended">{ended}</p> : <Composer room={room.id} alias={alias} />}
    </section>
  );
}
