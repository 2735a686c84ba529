import type { CaseCare, CaseHandOver, CaseView } from "../../generated/wire";
import { whenOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { busy, openCase } from "../desk/open_case";
import { Key, shortcut } from "../screen/key";
import { hasKey } from "../screen/keys";
import { careActs } from "./acts";
import { begin } from "./commands";
import { actInWords } from "./words";

/** What is done for the person besides the case, and for the room: a follow-up, a hand-over, aftercare. */
export function Care({ view }: { view: CaseView }) {
  const { alias } = view.line;
  const acts = careActs(view);
  const told = view.care ? inWords(view.care, alias) : [];
  const isPackOpen = view.care?.hand_over?.open === true && view.acts.includes("open_pack");
  if (acts.length === 0 && told.length === 0) return null;
  return (
    <section class="decisions" aria-labelledby="care-title">
      <h3 id="care-title">{say("care.title", { alias })}</h3>
      {told.map((words) => (
        <p key={words}>{words}</p>
      ))}
      {view.care?.follows && <Earlier id={view.care.follows} />}
      {isPackOpen && <Pack id={view.line.id} />}
      {acts.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: buttons, not fields of a form
        <div class="acts" role="group" aria-label={say("care.title", { alias })}>
          {acts.map((name) => (
            <button
              key={name}
              type="button"
              aria-disabled={busy.value}
              onClick={() => begin(name)}
              {...(hasKey(name) && shortcut(name))}
            >
              {actInWords(name)}
              {hasKey(name) && <Key of={name} />}
            </button>
          ))}
        </div>
      )}
    </section>
  );
}

/** So that nobody has to say everything again. */
function Earlier({ id }: { id: string }) {
  return (
    <p class="acts">
      <button type="button" aria-disabled={busy.value} onClick={() => openCase(id)}>
        {say("follow_up.earlier")}
      </button>
    </p>
  );
}

function Pack({ id }: { id: string }) {
  const address = `/api/console/cases/${id}/pack`;
  return (
    <p>
      <a href={address} target="_blank" rel="noopener">
        {say("act.open_pack")}
      </a>{" "}
      <a href={`${address}?keep=1`}>{say("hand_over.keep")}</a>{" "}
      <span class="soft">{say("evidence.before_hint")}</span>
    </p>
  );
}

function inWords(care: CaseCare, alias: string): string[] {
  return [
    care.follows || care.follows_gone ? say("follow_up.is_one", { alias }) : null,
    care.follows_gone ? say("follow_up.gone") : null,
    followUpInWords(care, alias),
    care.hand_over ? handOverInWords(care.hand_over, alias) : null,
    care.hand_over ? say("hand_over.whom_said", { words: care.hand_over.words }) : null,
  ].filter((words) => words !== null);
}

function followUpInWords({ follow_up, follow_up_at }: CaseCare, alias: string): string | null {
  switch (follow_up) {
    case "offered":
      return say("follow_up.is_offered", { alias });
    case "chosen":
      return say("follow_up.is_chosen", { alias, when: whenOf(follow_up_at ?? 0) });
    case "declined":
      return say("follow_up.is_declined", { alias });
    case "came":
      return say("follow_up.came", { when: whenOf(follow_up_at ?? 0) });
    default:
      return null;
  }
}

function handOverInWords({ ground, answer, tell, told }: CaseHandOver, alias: string): string {
  if (ground !== "consent") {
    if (told != null) return say("hand_over.is_told", { alias, when: whenOf(told) });
    if (tell != null) return say("hand_over.is_timed", { alias, when: whenOf(tell) });
    return say("hand_over.is_untold", { alias });
  }
  switch (answer) {
    case "yes":
      return say("hand_over.is_yes", { alias });
    case "no":
      return say("hand_over.is_no", { alias });
    case "withdrawn":
      return say("hand_over.is_withdrawn", { alias });
    case "over":
      return say("hand_over.is_over", { alias });
    default:
      return say("hand_over.is_asked", { alias });
  }
}
