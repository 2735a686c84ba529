import { useEffect, useRef } from "preact/hooks";
import type { LiveRoom, RoomAct } from "../../generated/wire";
import { whenOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { keysOn } from "../screen/keys";
import { ActForm } from "./act_form";
import { Appoint } from "./appoint";
import { asked, begin, joinRoom, leaveRoom, watchRoom } from "./live_rooms";
import { RoomLog } from "./room_log";
import { TalkForm } from "./talk_form";
import { ACTS, ROOM_KEYS, stateInWords } from "./words";

/** One room: what it is in, what can be done with it, and its words once one has joined. */
export function RoomPane({ of }: { of: LiveRoom }) {
  const title = useRef<HTMLHeadingElement>(null);
  const { value: question } = asked;
  // The button that was pressed may be gone with what it did.
  useEffect(() => {
    if (!question) title.current?.focus({ preventScroll: true });
  }, [question, of.state]);
  return (
    <section class="room-pane" aria-labelledby="room-title">
      <h2 id="room-title" tabIndex={-1} ref={title}>
        {of.title}
      </h2>
      <p role="status">{stateInWords(of)}</p>
      {of.state !== "normal" && of.since?.reason && (
        <p class="soft">
          {say("rooms.since", {
            who: of.since.by ?? say("rooms.somebody"),
            when: whenOf(of.since.at),
            reason: of.since.reason,
          })}
        </p>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: acts, not the fields of a form */}
      <div class="acts" role="group" aria-label={say("rooms.acts")}>
        {of.acts.map((act) => (
          <Act key={act} act={act} />
        ))}
        <button type="button" onClick={() => watchRoom(!of.mine)}>
          {of.mine ? say("rooms.unwatch") : say("rooms.watch")}
          <Key of="watch" />
        </button>
      </div>
      {question && "act" in question && <ActForm key={question.act} act={question.act} of={of} />}
      {question && "talk" in question && <TalkForm member={question.talk} alias={question.alias} />}
      {of.member_id ? (
        <>
          <RoomLog of={of} mine={of.member_id} />
          <p>
            <button type="button" class="quiet" onClick={leaveRoom}>
              {say("rooms.leave")}
            </button>
          </p>
        </>
      ) : (
        <p>
          <button type="button" onClick={joinRoom}>
            {say("rooms.join")}
            <Key of="join" />
          </button>{" "}
          <span class="soft">{say("rooms.join_says")}</span>
        </p>
      )}
      <Appoint of={of} />
    </section>
  );
}

function Act({ act }: { act: RoomAct["act"] }) {
  return (
    <button
      type="button"
      onClick={() => begin(act)}
      {...(keysOn.value ? { "aria-keyshortcuts": ROOM_KEYS[act] } : {})}
    >
      {ACTS[act]()}
      <Key of={act} />
    </button>
  );
}

function Key({ of }: { of: keyof typeof ROOM_KEYS }) {
  return keysOn.value ? (
    <span class="key" aria-hidden="true">
      {ROOM_KEYS[of]}
    </span>
  ) : null;
}
