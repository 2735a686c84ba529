import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { CaseView } from "../../generated/wire";
import { say } from "../../strings/console";
import { say as sayToPeers } from "../../strings/peers";
import { say as sayAtYou } from "../../strings/you";
import { duty } from "../desk/duty";
import { busy } from "../desk/open_case";
import type { SureActName } from "./acts";
import { cancel, confirm } from "./commands";
import { TellWhen } from "./hand_over_choices";
import { AfterCare } from "./looks_after";
import type { SureQuestion } from "./question";
import { actInWords, releasedInWords } from "./words";

const TITLES: { readonly [Name in SureActName]: () => string } = {
  release: () => say("release.title"),
  hand_back: () => say("hand_back.title"),
  look_after_room: () => say("aftercare.title"),
  offer_follow_up: () => say("follow_up.title"),
  tell_hand_over: () => say("act.tell_hand_over"),
};

/** Asks once more before an act that reaches the whole room, or leaves somebody: what each of them will see. */
export function SureForm({ view, asked }: { view: CaseView; asked: SureQuestion }) {
  const yes = useRef<HTMLButtonElement>(null);
  const tell = useSignal<number | null>(0);
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
      <h3 id="sure-title">{TITLES[asked.act]()}</h3>
      {asked.act === "tell_hand_over" ? (
        <TellWhen alias={view.line.alias} tell={tell} canLeaveOpen={false} />
      ) : (
        <Effect view={view} asked={asked} />
      )}
      <p class="acts">
        <button
          type="button"
          class="primary"
          ref={yes}
          aria-disabled={busy.value}
          onClick={() => confirm(asked, asked.act === "tell_hand_over" ? { tell_in_s: tell.value ?? 0 } : {})}
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

function Effect({ view, asked }: { view: CaseView; asked: SureQuestion }) {
  switch (asked.act) {
    case "release":
      return <Released view={view} asked={asked} />;
    case "look_after_room":
      return <AfterCare />;
    case "offer_follow_up":
      return <Offered view={view} />;
    default:
      return <Left view={view} />;
  }
}

function Offered({ view: { line } }: { view: CaseView }) {
  return (
    <figure class="preview">
      <figcaption>{say("reason.preview", { alias: line.alias })}</figcaption>
      <p>{sayAtYou("follow_up.offered")}</p>
    </figure>
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
