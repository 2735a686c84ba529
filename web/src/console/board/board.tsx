import "./board.css";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Board, Exposed, RuleFigures, TimeFigures } from "../../generated/wire";
import { say } from "../../strings/console";
import { language } from "../../strings/language";
import { fileAddress, readBoard } from "../api_quality";
import { urgencyInWords } from "../case/words";
import { inWords } from "../in_words";
import { decisionInWords } from "../reviews/decision_words";
import { FiguresTable } from "./figures_table";
import { lengthInWords } from "./length";
import { Levels, Waits, Weights } from "./plots";

const URGENCIES = ["now", "soon", "later"] as const;
const share = new Intl.NumberFormat(language.tag, { style: "percent" });
const decimal = new Intl.NumberFormat(language.tag, { maximumFractionDigits: 2 });
const NONE = "–";

/** Figures for leads: how long people waited, how grave it was, how right the rules are, who read how much. */
export function BoardScreen() {
  const by = useSignal<Board["by"]>("day");
  const figures = useSignal<Board | null>(null);
  const problem = useSignal<string | null>(null);

  async function read(wanted: Board["by"]) {
    by.value = wanted;
    problem.value = null;
    try {
      const found = await readBoard(wanted);
      if (by.value === wanted) figures.value = found;
    } catch (error) {
      problem.value = inWords(error);
    }
  }

  useEffect(() => void read("day"), []);
  const found = figures.value;
  return (
    <>
      <p class="acts">
        <button type="button" aria-pressed={by.value === "day"} onClick={() => read("day")}>
          {say("board.by_day")}
        </button>
        <button type="button" aria-pressed={by.value === "week"} onClick={() => read("week")}>
          {say("board.by_week")}
        </button>
        <a href={fileAddress(by.value)} download="figures.csv">
          {say("board.file")}
        </a>
      </p>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      {found && (
        <>
          <p class="soft">{say("board.file_says", { few: found.few })}</p>
          <Times times={found.times} />
          <Danger found={found} />
          <Rules rules={found.rules} from={found.rules_from} />
          <Agreement found={found} />
          <Exposure people={found.exposure} hours={found.shift_hours} />
        </>
      )}
    </>
  );
}

const seconds = (value: number | null | undefined): string => (value == null ? NONE : lengthInWords(value));

function Times({ times }: { times: readonly TimeFigures[] }) {
  return (
    <section aria-labelledby="times">
      <h2 id="times">{say("board.times")}</h2>
      <p>{say("board.times_says")}</p>
      {URGENCIES.map((urgency) => {
        const rows = times.filter((row) => row.urgency === urgency);
        const title = say("board.times_of", { urgency: urgencyInWords(urgency) });
        return (
          <div key={urgency} class="figure">
            <h3>{title}</h3>
            {rows.length > 0 && <Waits rows={rows} />}
            <FiguresTable
              caption={title}
              head={[
                say("board.day"),
                say("board.cases"),
                say("board.reached"),
                say("board.p50"),
                say("board.p95"),
              ]}
              rows={rows.map((row) => [
                row.day,
                row.cases,
                row.reached,
                seconds(row.p50_s),
                seconds(row.p95_s),
              ])}
            />
          </div>
        );
      })}
    </section>
  );
}

function Danger({ found: { levels } }: { found: Board }) {
  return (
    <section aria-labelledby="levels">
      <h2 id="levels">{say("board.levels")}</h2>
      <p>{say("board.levels_says")}</p>
      <div class="figure">
        {levels.length > 0 && <Levels rows={levels} />}
        <FiguresTable
          caption={say("board.levels")}
          head={[say("board.day"), say("board.level"), say("board.cases")]}
          rows={levels.map(({ day, level, cases }) => [day, level, cases])}
        />
      </div>
    </section>
  );
}

function Rules({ rules, from }: { rules: readonly RuleFigures[]; from: number }) {
  return (
    <section aria-labelledby="rules">
      <h2 id="rules">{say("board.rules")}</h2>
      <p>{say("board.rules_says", { from })}</p>
      <FiguresTable
        caption={say("board.rules")}
        head={[say("board.rule"), say("labels.right"), say("labels.wrong"), say("board.precision")]}
        rows={rules.map(({ rule, right, wrong, precision }) => [
          rule,
          right,
          wrong,
          precision == null ? say("board.too_few") : share.format(precision),
        ])}
      />
    </section>
  );
}

function Agreement({ found: { agreement } }: { found: Board }) {
  const { reviews, agreed, kappa, kappa_from, pairs } = agreement;
  return (
    <section aria-labelledby="agreement">
      <h2 id="agreement">{say("board.agreement")}</h2>
      <p>{say("board.agreed", { count: reviews, agreed })}</p>
      <p>
        {kappa == null
          ? say("board.no_kappa", { from: kappa_from })
          : say("board.kappa", { kappa: decimal.format(kappa) })}
      </p>
      <FiguresTable
        caption={say("board.agreement")}
        head={[say("board.first"), say("board.second"), say("board.times_both")]}
        rows={pairs.map(({ first, second, count }) => [
          decisionInWords(first),
          decisionInWords(second),
          count,
        ])}
      />
    </section>
  );
}

function Exposure({ people, hours }: { people: readonly Exposed[]; hours: number }) {
  return (
    <section aria-labelledby="exposure">
      <h2 id="exposure">{say("exposure.of_all")}</h2>
      <p>
        <strong>{say("exposure.why")}</strong> {say("exposure.how")}
      </p>
      <div class="figure">
        {people.length > 0 && <Weights people={people} />}
        <FiguresTable
          caption={say("exposure.of_all")}
          head={[
            say("board.who"),
            say("exposure.shift_cases", { hours }),
            say("exposure.shift_weight", { hours }),
            say("exposure.week_cases"),
            say("exposure.week_weight"),
            say("exposure.before"),
          ]}
          rows={people.map((one) => [
            one.pseudonym,
            one.shift_cases,
            decimal.format(one.shift_weight),
            one.week_cases,
            decimal.format(one.week_weight),
            decimal.format(one.before_weight),
          ])}
        />
      </div>
    </section>
  );
}
