import type { CaseView } from "../../generated/wire";
import { say } from "../../strings/console";
import { busy } from "../desk/open_case";
import { Key, shortcut } from "../screen/key";
import { hasKey } from "../screen/keys";
import { type CaseActName, caseActs } from "./acts";
import { begin } from "./commands";
import { actInWords } from "./words";

/** What can be done with the case as a whole. The likeliest is the one that stands out. */
export function CaseActs({ view }: { view: CaseView }) {
  const acts = caseActs(view);
  const first = likeliest(acts);
  if (acts.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons, not fields of a form
    <div class="acts" role="group" aria-label={say("acts.title")}>
      {acts.map((name) => (
        <button
          key={name}
          type="button"
          class={name === first ? "primary" : ""}
          aria-disabled={busy.value}
          onClick={() => begin(name)}
          {...(hasKey(name) && shortcut(name))}
        >
          {actInWords(name)}
          {hasKey(name) && <Key of={name} />}
        </button>
      ))}
    </div>
  );
}

function likeliest(acts: readonly CaseActName[]): CaseActName | null {
  return acts.find((name) => name === "take" || name === "converse") ?? null;
}
