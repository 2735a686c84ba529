import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { CaseRoom, CaseView } from "../../generated/wire";
import { say } from "../../strings/console";
import { ChooseAnswer, OPENS } from "../answers/choose_answer";
import { busy } from "../desk/open_case";
import { type ActName, isSanction, type ReasonedActName } from "./acts";
import { answer, cancel, lookAfterAndAnswer, type More } from "./commands";
import { type Ground, Grounds, TellWhen } from "./hand_over_choices";
import { Lengths } from "./lengths";
import { isToBeLookedAfter, LooksAfter } from "./looks_after";
import { phrasesFor } from "./phrases";
import { Preview } from "./preview";
import type { ReasonQuestion } from "./question";
import { readReason, withPhrase, writeReason } from "./reasons";
import { WhichRoom } from "./which_room";
import { actInWords } from "./words";

/** As long as the server takes. */
const LONGEST = 2000;

const TITLES: { readonly [Name in ActName]?: () => string } = {
  remove: () => say("reason.remove_title"),
  decline: () => say("reason.decline_title"),
  close: () => say("reason.close_title"),
};
const SUBMITS: { readonly [Name in ActName]?: () => string } = {
  remove: () => say("reason.remove_submit"),
  decline: () => say("reason.decline_submit"),
  close: () => say("reason.close_submit"),
};

/** What is asked for: why, how it ended, or the words themselves. */
function labelOf(act: ReasonedActName, alias: string): string {
  if (act === "close") return say("reason.outcome", { alias });
  if (act === "note") return say("reason.note", { alias });
  if (act === "ask_hand_over" || act === "hand_over") return say("hand_over.whom", { alias });
  return act === "share" ? say("reason.share", { alias }) : say("reason.told", { alias });
}

function undoInWords(act: ReasonedActName): string {
  if (act === "close") return say("reason.can_reopen");
  if (act === "ask_hand_over") return say("hand_over.no_is_fine");
  return isSanction(act) ? say("reason.can_undo") : say("reason.no_undo");
}

/** What one writes is read by the person: ready answers are for them, not for the case's own notes. */
const isRead = (act: ReasonedActName): boolean => act !== "close" && act !== "note";

/** Asks why before it is done, and shows what the person will see. */
export function ReasonForm({ view, asked }: { view: CaseView; asked: ReasonQuestion }) {
  // Whoever wrote the message reads why; in a case of somebody it was said to, that is another.
  const alias =
    view.evidence.find(({ message }) => message && message === asked.message)?.by ?? view.line.alias;
  const text = useSignal(readReason(asked));
  const missing = useSignal(false);
  const choosing = useSignal(false);
  const phrases = phrasesFor(asked.act);
  const rung = view.ladder?.find(({ kind }) => kind === asked.act);
  const lasts = useSignal(rung?.lengths[0] ?? 0);
  const room = useSignal<CaseRoom | null>(rung?.where === "room" ? (view.rooms?.[0] ?? null) : null);
  const ground = useSignal<Ground>("life");
  const tell = useSignal<number | null>(null);
  const looksAfter = useSignal(true);
  const canLookAfter = asked.act === "close" && isToBeLookedAfter(view);
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    form.current?.scrollIntoView({ block: "nearest" });
  }, []);

  function write(words: string) {
    text.value = words;
    missing.value = false;
    writeReason(asked, words);
  }

  function submit(event: Event) {
    event.preventDefault();
    missing.value = !text.value.trim();
    if (missing.value) field.current?.focus();
    else if (canLookAfter && looksAfter.value) void lookAfterAndAnswer(asked, text.value.trim());
    else void answer(asked, text.value.trim(), more());
  }

  function more(): More {
    if (asked.act === "hand_over")
      return { ground: ground.value, ...(tell.value !== null && { tell_in_s: tell.value }) };
    return { ...(lasts.value && { lasts_s: lasts.value }), ...(room.value && { room: room.value.id }) };
  }

  function pressed(event: KeyboardEvent) {
    if (event.key !== OPENS || text.value !== "" || !isRead(asked.act)) return;
    event.preventDefault();
    choosing.value = true;
  }

  function stop() {
    cancel();
    document.getElementById("case-title")?.focus();
  }

  return (
    <form
      class="reason"
      ref={form}
      aria-labelledby="reason-title"
      onSubmit={submit}
      onKeyDown={(event) => event.key === "Escape" && stop()}
    >
      <h3 id="reason-title">{TITLES[asked.act]?.() ?? actInWords(asked.act)}</h3>
      {rung?.where === "room" && <WhichRoom rooms={view.rooms ?? []} room={room} />}
      {rung && <Lengths rung={rung} lasts={lasts} />}
      {asked.act === "hand_over" && <Grounds ground={ground} />}
      <label for="reason">{labelOf(asked.act, alias)}</label>
      <textarea
        id="reason"
        ref={field}
        rows={3}
        maxLength={LONGEST}
        dir="auto"
        value={text.value}
        aria-invalid={missing.value || undefined}
        aria-describedby={missing.value ? "reason-problem" : undefined}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={pressed}
      />
      {missing.value && (
        <p class="problem" id="reason-problem">
          {say("reason.missing")}
        </p>
      )}
      {phrases.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: buttons that fill the field above, not fields themselves
        <div class="chips" role="group" aria-label={say("reason.phrases")}>
          {phrases.map((phrase) => (
            <button
              key={phrase.name}
              type="button"
              onClick={() => write(withPhrase(text.value, phrase.text))}
            >
              {phrase.name}
            </button>
          ))}
        </div>
      )}
      {isRead(asked.act) && (
        <ChooseAnswer
          where="decision"
          open={choosing}
          field={field}
          choose={(words) => write(withPhrase(text.value, words))}
        />
      )}
      {asked.act === "hand_over" && <TellWhen alias={alias} tell={tell} />}
      <Preview
        view={view}
        alias={alias}
        room={room.value?.title ?? null}
        act={asked.act}
        reason={text.value.trim()}
        lasts={lasts.value}
        ground={ground.value}
      />
      {canLookAfter && <LooksAfter on={looksAfter} />}
      <p class="soft">{undoInWords(asked.act)}</p>
      <p class="acts">
        <button type="submit" class="primary" aria-disabled={busy.value}>
          {SUBMITS[asked.act]?.() ?? actInWords(asked.act)}
        </button>
        <button type="button" onClick={stop}>
          {say("reason.cancel")}
        </button>
      </p>
    </form>
  );
}
