import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../../strings/console";
import { asked, reachOut } from "./live_rooms";

/** Asks why before somebody is spoken to in private. */
export function TalkForm({ member, alias }: { member: string; alias: string }) {
  const reason = useSignal("");
  const missing = useSignal(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);

  function submit(event: Event) {
    event.preventDefault();
    missing.value = !reason.value.trim();
    if (missing.value) field.current?.focus();
    else void reachOut(member, reason.value.trim());
  }

  return (
    <form
      class="reason"
      aria-labelledby="talk-form-title"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === "Escape") asked.value = null;
      }}
    >
      <h3 id="talk-form-title">{say("rooms.talk", { alias })}</h3>
      <p class="soft">{say("rooms.talk_says", { alias })}</p>
      <label for="talk-reason">{say("rooms.talk_why", { alias })}</label>
      <textarea
        id="talk-reason"
        ref={field}
        rows={2}
        maxLength={2000}
        dir="auto"
        value={reason.value}
        aria-invalid={missing.value || undefined}
        aria-describedby={missing.value ? "talk-reason-problem" : undefined}
        onInput={(event) => {
          reason.value = event.currentTarget.value;
          missing.value = false;
        }}
      />
      {missing.value && (
        <p class="problem" id="talk-reason-problem">
          {say("rooms.missing")}
        </p>
      )}
      <p class="acts">
        <button type="submit" class="primary">
          {say("rooms.talk_submit")}
        </button>
        <button
          type="button"
          onClick={() => {
            asked.value = null;
          }}
        >
          {say("rooms.cancel")}
        </button>
      </p>
    </form>
  );
}
