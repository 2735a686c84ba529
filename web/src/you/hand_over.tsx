import { useSignal } from "@preact/signals";
import type { MyHandOver } from "../generated/wire";
import { say } from "../strings/you";
import { Refusal } from "../wire/api";
import * as api from "./api";
import { groundToThem } from "./grounds";
import { PackParts } from "./pack_parts";

interface Props {
  one: MyHandOver;
  onAnswer: (all: MyHandOver[]) => void;
}

/** Whether one's case may be handed over, with all that would be; or that it was. */
export function HandOver(props: Props) {
  const { id, ground, words } = props.one;
  const title = `hand-over-${id}`;
  return (
    <section class="field" aria-labelledby={title}>
      <h2 id={title}>{say(ground === "consent" ? "hand_over.title" : "hand_over.told")}</h2>
      {ground === "consent" ? (
        <Asked {...props} />
      ) : (
        <>
          <p>{groundToThem(ground)}</p>
          <p dir="auto">{say("hand_over.to", { words })}</p>
          <p>{say("hand_over.object")}</p>
          <Pack one={props.one} />
        </>
      )}
    </section>
  );
}

function Asked({ one, onAnswer }: Props) {
  const error = useSignal<string | null>(null);
  const { id, words, answer, pack } = one;

  async function answerWith(agree: boolean) {
    error.value = null;
    try {
      const said = { agree, ...(agree && { seen: pack?.made ?? 0 }) };
      onAnswer((await api.answerHandOver(id, said)).hand_overs);
    } catch (problem) {
      error.value = problem instanceof Refusal ? problem.says : say("unreachable");
    }
  }

  return (
    <>
      <p dir="auto">{say(answer == null ? "hand_over.asks" : "hand_over.to", { words })}</p>
      <p role="status">{said(answer)}</p>
      {answer == null && <p>{say("hand_over.no_consequence")}</p>}
      <Pack one={one} />
      {answer == null && (
        <p class="acts">
          <button type="button" onClick={() => answerWith(true)}>
            {say("hand_over.yes")}
          </button>{" "}
          <button type="button" onClick={() => answerWith(false)}>
            {say("hand_over.no")}
          </button>
        </p>
      )}
      {answer === "yes" && (
        <button type="button" onClick={() => answerWith(false)}>
          {say("hand_over.withdraw")}
        </button>
      )}
      {error.value && <p role="alert">{error.value}</p>}
    </>
  );
}

function said(answer: MyHandOver["answer"]): string {
  switch (answer) {
    case "yes":
      return say("hand_over.said_yes");
    case "no":
      return say("hand_over.said_no");
    case "withdrawn":
      return say("hand_over.withdrawn");
    case "over":
      return say("hand_over.over");
    default:
      return "";
  }
}

/** All of it, in full: nobody agrees to what they have not seen. */
function Pack({ one: { answer, pack } }: { one: MyHandOver }) {
  if (!pack) return null;
  return (
    <>
      <p>{say(answer == null ? "hand_over.see" : "hand_over.was")}</p>
      <PackParts pack={pack} />
    </>
  );
}
