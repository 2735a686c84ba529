import { useEffect, useRef } from "preact/hooks";
import type { Evidence, Label, Labels } from "../../generated/wire";
import { say } from "../../strings/console";
import { may } from "../may";
import { Key, shortcut } from "../screen/key";
import { KeepExample } from "./keep_example";
import { canLabel, give, labelling, openLabels, rulesOf } from "./labelling";
import { categoryInWords } from "./words";

const LEVELS = [
  () => say("labels.level_0"),
  () => say("labels.level_1"),
  () => say("labels.level_2"),
  () => say("labels.level_3"),
  () => say("labels.level_4"),
  () => say("labels.level_5"),
] as const;

/** What one says of the rules that brought this message here. Closed until one asks for it. */
export function RulesHere({ item }: { item: Evidence }) {
  if (!canLabel(item)) return null;
  const now = labelling.value;
  if (now === null || now.evidence !== item.id)
    return (
      <p class="rules-ask">
        <button type="button" class="quiet" onClick={() => openLabels(item)} {...shortcut("wrong_rule")}>
          {say("labels.open")}
          <Key of="wrong_rule" />
        </button>
      </p>
    );
  return <Open item={item} said={now.said} />;
}

function Open({ item, said }: { item: Evidence; said: Labels }) {
  const first = useRef<HTMLFieldSetElement>(null);
  const evidence = item.id as string;
  useEffect(() => {
    first.current?.querySelector<HTMLElement>("button, select")?.focus();
    first.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const rules = rulesOf(item);
  return (
    <fieldset class="rules-here" ref={first} onKeyDown={(event) => event.key === "Escape" && close()}>
      <legend>{say("labels.title")}</legend>
      {rules.length === 0 && <p class="soft">{say("labels.none")}</p>}
      {rules.map(({ rule, says }) => (
        <Judged
          key={rule}
          says={says}
          said={said.labels.find((label) => label.rule === rule)}
          judge={(verdict) => give(evidence, { verdict, rule })}
        />
      ))}
      <Should evidence={evidence} said={said} />
      <p class="soft">{say("labels.says")}</p>
      {may("example.keep") && said.labels.length > 0 && <KeepExample evidence={evidence} />}
      <p class="acts">
        <button type="button" onClick={close}>
          {say("labels.close")}
        </button>
      </p>
    </fieldset>
  );
}

function close(): void {
  labelling.value = null;
  document.getElementById("case-title")?.focus({ preventScroll: true });
}

type Judge = (verdict: "right" | "wrong" | "none") => void;

/** One rule in plain words. Pressed again, one's word is taken back. */
function Judged({ says, said, judge }: { says: string; said: Label | undefined; judge: Judge }) {
  const toggle = (verdict: "right" | "wrong", words: string) => (
    <button
      type="button"
      aria-pressed={said?.verdict === verdict}
      onClick={() => judge(said?.verdict === verdict ? "none" : verdict)}
    >
      {words}
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: two buttons of one rule, inside the fieldset of all
    <div class="judged" role="group" aria-label={says}>
      <span>{says}</span>
      {toggle("wrong", say("labels.wrong"))}
      {toggle("right", say("labels.right"))}
    </div>
  );
}

/** What should have been found: a level of danger, or something else. */
function Should({ evidence, said }: { evidence: string; said: Labels }) {
  const whole = said.labels.find(({ verdict }) => verdict === "should");
  const value = whole ? (whole.category ?? String(whole.level)) : "";

  function choose(chosen: string) {
    if (chosen === "") void give(evidence, { verdict: "none" });
    else if (/^\d$/.test(chosen)) void give(evidence, { verdict: "should", level: Number(chosen) });
    else void give(evidence, { verdict: "should", category: chosen });
  }

  return (
    <p>
      <label for="should">{say("labels.should")}</label>
      <select id="should" value={value} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{say("labels.nothing_said")}</option>
        {LEVELS.map((says, level) => (
          <option key={level} value={String(level)}>
            {say("labels.level", { count: level, says: says() })}
          </option>
        ))}
        {said.categories.map((category) => (
          <option key={category} value={category}>
            {categoryInWords(category)}
          </option>
        ))}
      </select>
    </p>
  );
}
