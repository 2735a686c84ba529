import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../../strings/console";
import { actInWords } from "../case/words";
import { ACTS, ROOM_KEYS } from "../rooms/words";
import { KEY_OF, keysOn, turnKeys } from "./keys";

const open = signal(false);

export function openKeys(): void {
  open.value = true;
}

/** While the rooms are on screen. */
const inRooms = (): [string, string][] =>
  (["slow", "hold_all", "freeze", "normal"] as const).map((act) => [
    ROOM_KEYS[act],
    say("keys.in_rooms", { act: ACTS[act]() }),
  ]);

function rows(): [string, string][] {
  return [
    [KEY_OF.next, say("next.open")],
    [KEY_OF.take, actInWords("take")],
    [KEY_OF.converse, actInWords("converse")],
    [KEY_OF.before, say("evidence.before")],
    [KEY_OF.wrong_rule, say("labels.key")],
    [KEY_OF.release, actInWords("release")],
    [KEY_OF.hold, actInWords("hold")],
    [KEY_OF.decline, actInWords("decline")],
    [KEY_OF.remove, actInWords("remove")],
    [KEY_OF.close, actInWords("close")],
    [KEY_OF.hand_back, actInWords("hand_back")],
    [KEY_OF.reopen, actInWords("reopen")],
    [KEY_OF.look_after_room, actInWords("look_after_room")],
    [KEY_OF.offer_follow_up, actInWords("offer_follow_up")],
    [KEY_OF.ask_hand_over, actInWords("ask_hand_over")],
    [KEY_OF.undo, say("act.undo")],
    [KEY_OF.ask_supervisor, say("talks.ask_from_case")],
    [KEY_OF.leave, say("case.leave")],
    [KEY_OF.rooms, say("rooms.title")],
    ...inRooms(),
    [KEY_OF.more, say("more.title")],
    [KEY_OF.break, say("break.take")],
    [KEY_OF.read_pack, say("pack.read")],
    [say("keys.ctrl_k"), say("palette.title")],
    [say("keys.enter"), say("keys.send")],
    [say("keys.shift_enter"), say("keys.line")],
    [say("keys.esc"), say("keys.escape")],
    [KEY_OF.keys, say("keys.this")],
  ];
}

/** All keys, and the switch that turns them off. */
export function KeysDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open.value) return;
    dialog.current?.showModal();
    close.current?.focus({ preventScroll: true }); // not the switch, which is first: Enter must not turn the keys off
  }, [open.value]);
  return (
    <dialog ref={dialog} aria-labelledby="keys-title" onClose={() => (open.value = false)}>
      <h2 id="keys-title">{say("keys.title")}</h2>
      <label class="tick">
        <input
          type="checkbox"
          checked={keysOn.value}
          onChange={(event) => turnKeys(event.currentTarget.checked)}
        />
        <span>{say("keys.on")}</span>
      </label>
      <p class="soft">{say("keys.says")}</p>
      <dl class="keys">
        {rows().map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit" class="primary" ref={close}>
          {say("keys.close")}
        </button>
      </form>
    </dialog>
  );
}
