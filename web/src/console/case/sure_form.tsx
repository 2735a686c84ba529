import { useEffect, useRef } from "preact/hooks";
import type { CaseView } from "../../generated/wire";
import { say } from "../../strings/console";
import { say as sayToPeers } from "../../strings/peers";
import { duty } from "../desk/duty";
import { busy } from "../desk/open_case";
import { cancel, confirm } from "./commands";
import type { SureQuestion } from "./question";
import { actInWords, releasedInWords } from "./words";

/** Asks once more before an act that reaches the whole room, or leaves somebody: what each of them will see. */
export function SureForm({ view, asked }: { view: CaseView; asked: SureQuestion }) {
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => yes.current?.focus(), []);

  function stop() {
    cancel();
    document.getElementById("case-title")?.focus();
  }

  return (
    <section
      class="reason"
      aria-labelledby="sure-title"
      onKeyDown={(event) => event.key === "Escape" && stop()}
    >
      <h3 id="sure-title">{say(asked.act === "release" ? "release.title" : "hand_back.title")}</h3>
      {asked.act === "release" ? <Released view={view} asked={asked} /> : <Left view={view} />}
      <p class="acts">
        <button
          type="button"
          class="primary"
          ref={yes}
          aria-disabled={busy.value}
          onClick={() => confirm(asked)}
        >
          {say("sure.yes", { act: actInWords(asked.act) })}
        </button>
        <button type="button" onClick={stop}>
          {say("reason.cancel")}
        </button>
      </p>
    </section>
  );
}

function Released({ view, asked }: { view: CaseView; asked: SureQuestion }) {
  const item = view.evidence.find(({ message }) => message === asked.message);
  return (
    <p>
      {item && releasedInWords(item)} {say("release.told", { alias: view.line.alias })}
    </p>
  );
}

/** Only who has met the moderator is told that they have gone. */
function Left({ view: { line, conversation } }: { view: CaseView }) {
  const { alias } = line;
  if (!conversation) return <p class="soft">{say("reason.told_nothing", { alias })}</p>;
  const others = (duty.value?.moderators ?? 0) - Number(duty.value?.on ?? false);
  return (
    <figure class="preview">
      <figcaption>{say("reason.preview", { alias })}</figcaption>
      <p dir="auto">{sayToPeers(others > 0 ? "conversation.gone" : "conversation.gone_nobody")}</p>
    </figure>
  );
}
