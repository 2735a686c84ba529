import { useSignal } from "@preact/signals";
import { timeOf } from "../strings/clock";
import { say } from "../strings/peers";
import { focusLog } from "./focus";
import { mute } from "./muted";
import { OneMessage } from "./one_message";
import { Report } from "./report";
import type { Group } from "./timeline";

/** What one person said in one go. */
export function MessageGroup({ group, mine }: { group: Group; mine: boolean }) {
  const options = useSignal(false);
  const { alias, member_id } = group;
  return (
    <div class={mine ? "group mine" : group.part === "moderator" ? "group moderator" : "group"}>
      <div class="who">
        <h2 dir="auto">{mine ? say("message.you") : alias}</h2>
        {group.part !== "peer" && (
          <span class="mark">
            {say(group.part === "moderator" ? "message.moderator" : "message.facilitator")}
          </span>
        )}
        <time dateTime={new Date(group.at).toISOString()}>{timeOf(group.at)}</time>
        {!mine && group.part !== "moderator" && (
          <button
            type="button"
            class="quiet dots"
            aria-expanded={options.value}
            onClick={() => (options.value = !options.value)}
          >
            <span aria-hidden="true">⋯</span>
            <span class="unseen">{say("message.options_for", { alias })}</span>
          </button>
        )}
      </div>
      {options.value && (
        <div class="options">
          <button
            type="button"
            onClick={() => {
              mute(member_id, alias);
              focusLog();
            }}
          >
            {say("message.mute", { alias })}
          </button>
          <p class="soft">{say("message.mute_hint")}</p>
          <Report
            what="member"
            id={member_id}
            title={say("report.person_why", { alias })}
            close={() => (options.value = false)}
          />
        </div>
      )}
      {group.messages.map((message) => (
        <OneMessage key={message.id} message={message} mine={mine} />
      ))}
    </div>
  );
}
