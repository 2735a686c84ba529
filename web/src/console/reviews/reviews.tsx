import "./reviews.css";
import { useSignal } from "@preact/signals";
import type { SecondReview } from "../../generated/wire";
import { timeOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { decideAnew, letPass, offerReview } from "../api_quality";
import { MarkedText } from "../case/marked_text";
import { reasons } from "../case/marking";
import { categoryInWords } from "../case/words";
import { inWords } from "../in_words";
import { may } from "../may";
import { decisionInWords } from "./decision_words";
import { Differences } from "./differences";

/** A closed case that one decides anew, without knowing what was decided. */
export function Reviews() {
  const review = useSignal<SecondReview | null>(null);
  const says = useSignal<string | null>(null);
  const problem = useSignal<string | null>(null);

  async function attempt(what: () => Promise<string | null>) {
    problem.value = null;
    try {
      says.value = await what();
    } catch (error) {
      problem.value = inWords(error);
    }
  }

  const ask = () =>
    attempt(async () => {
      review.value = (await offerReview()).review ?? null;
      return review.value ? null : say("reviews.none");
    });
  const decide = (id: string, decision: string) =>
    attempt(async () => {
      const { first, second } = await decideAnew(id, decision);
      review.value = null;
      return first === second
        ? say("reviews.same", { decision: decisionInWords(first) })
        : say("reviews.differ", { first: decisionInWords(first), second: decisionInWords(second) });
    });
  const pass = (id: string) =>
    attempt(async () => {
      await letPass(id);
      review.value = null;
      return say("reviews.passed");
    });

  return (
    <>
      <section>
        <p>{say("reviews.says")}</p>
        {says.value && <p role="status">{says.value}</p>}
        {problem.value && (
          <p class="problem" role="alert">
            {problem.value}
          </p>
        )}
        {review.value ? (
          <One key={review.value.id} review={review.value} decide={decide} pass={pass} />
        ) : (
          <p>
            <button type="button" class="primary" onClick={ask}>
              {say("reviews.ask")}
            </button>
          </p>
        )}
      </section>
      {may("review.differences") && <Differences />}
    </>
  );
}

interface Asked {
  review: SecondReview;
  decide: (id: string, decision: string) => void;
  pass: (id: string) => void;
}

function One({ review, decide, pass }: Asked) {
  const chosen = useSignal<string | null>(null);
  const missing = useSignal(false);

  function submit(event: Event) {
    event.preventDefault();
    missing.value = chosen.value === null;
    if (chosen.value !== null) decide(review.id, chosen.value);
  }

  return (
    <form class="review" onSubmit={submit}>
      <h2>{categoryInWords(review.category)}</h2>
      {review.items.map((item) => (
        <article key={item.at} class="evidence">
          <p class="evidence-top">
            <time dateTime={new Date(item.at).toISOString()}>{timeOf(item.at)}</time>
          </p>
          <MarkedText item={item} />
          <ul class="soft">
            {reasons(item.text, item.marks).map(({ says }) => (
              <li key={says}>{says}</li>
            ))}
          </ul>
          {(item.before?.length ?? 0) > 0 && (
            <details>
              <summary>{say("evidence.before")}</summary>
              <ol>
                {item.before?.map(({ at, alias, text }) => (
                  <li key={`${at} ${alias}`}>
                    <span class="soft">{alias}</span> <span dir="auto">{text}</span>
                  </li>
                ))}
              </ol>
            </details>
          )}
        </article>
      ))}
      <fieldset aria-describedby={missing.value ? "review-problem" : undefined}>
        <legend>{say("reviews.question")}</legend>
        {review.decisions.map((decision) => (
          <label key={decision} class="tick">
            <input
              type="radio"
              name="decision"
              value={decision}
              checked={chosen.value === decision}
              onChange={() => (chosen.value = decision)}
            />
            <span>{decisionInWords(decision)}</span>
          </label>
        ))}
      </fieldset>
      {missing.value && (
        <p class="problem" id="review-problem" role="alert">
          {say("reviews.missing")}
        </p>
      )}
      <p class="acts">
        <button type="submit" class="primary">
          {say("reviews.decide")}
        </button>
        <button type="button" onClick={() => pass(review.id)}>
          {say("reviews.pass")}
        </button>
      </p>
    </form>
  );
}
