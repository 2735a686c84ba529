import { muted, unmute } from "../peers/muted";
import { say } from "../strings/you";

/** Whose messages one does not see in this browser, and seeing them again. */
export function Muted() {
  return (
    <>
      {muted.value.length === 0 && <p class="soft">{say("muted.none")}</p>}
      <ul class="muted-people">
        {muted.value.map(({ member_id, alias }) => (
          <li key={member_id}>
            <span dir="auto">{alias}</span>
            <button type="button" onClick={() => unmute(member_id)}>
              {say("muted.unmute", { alias })}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
