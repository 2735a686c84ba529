// Plots, drawn by hand. Each stands beside a table with the same figures, which is what one hears of it.

import type { Exposed, LevelFigures, TimeFigures } from "../../generated/wire";
import { say } from "../../strings/console";
import { lengthInWords } from "./length";
import { logarithmic, niceTop } from "./scale";

const WIDTH = 560;
const HEIGHT = 160;
const EDGE = 56;
const TICKS = [1, 10, 60, 600, 3600, 36_000] as const;

const days = (rows: readonly { day: string }[]): string[] => [...new Set(rows.map(({ day }) => day))].sort();

function xOf(all: readonly string[]): (day: string) => number {
  const step = (WIDTH - EDGE - 12) / Math.max(1, all.length);
  return (day) => EDGE + step * (all.indexOf(day) + 0.5);
}

function Dates({ all }: { all: readonly string[] }) {
  const x = xOf(all);
  const shown = all.filter((_, index) => index === 0 || index === all.length - 1);
  return (
    <>
      {shown.map((day, index) => (
        <text
          key={day}
          x={x(day)}
          y={HEIGHT - 4}
          class="plot-text"
          text-anchor={index > 0 ? "end" : all.length > 1 ? "start" : "middle"}
        >
          {day.slice(5)}
        </text>
      ))}
    </>
  );
}

/** Of each day a dot at the median and a line up to what 19 of 20 did not wait longer than. */
export function Waits({ rows }: { rows: readonly TimeFigures[] }) {
  const all = days(rows);
  const x = xOf(all);
  const up = logarithmic(1, 86_400, HEIGHT - 40);
  const y = (seconds: number) => HEIGHT - 24 - up(seconds);
  return (
    <svg class="plot" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {TICKS.map((tick) => (
        <g key={tick}>
          <line class="plot-grid" x1={EDGE} x2={WIDTH - 8} y1={y(tick)} y2={y(tick)} />
          <text class="plot-text" x={EDGE - 6} y={y(tick) + 4} text-anchor="end">
            {lengthInWords(tick)}
          </text>
        </g>
      ))}
      {rows.map(({ day, p50_s, p95_s }) =>
        p50_s == null || p95_s == null ? null : (
          <g key={day}>
            <line class="plot-line" x1={x(day)} x2={x(day)} y1={y(p50_s)} y2={y(p95_s)} />
            <line class="plot-line" x1={x(day) - 4} x2={x(day) + 4} y1={y(p95_s)} y2={y(p95_s)} />
            <circle class="plot-dot" cx={x(day)} cy={y(p50_s)} r={4} />
          </g>
        ),
      )}
      <Dates all={all} />
    </svg>
  );
}

/** Of each day how many cases of danger: the gravest two levels filled, the others above them in outline. */
export function Levels({ rows }: { rows: readonly LevelFigures[] }) {
  const all = days(rows);
  const x = xOf(all);
  const sum = (day: string, is: (level: number) => boolean) =>
    rows.filter((row) => row.day === day && is(row.level)).reduce((total, { cases }) => total + cases, 0);
  const top = niceTop(Math.max(0, ...all.map((day) => sum(day, () => true))));
  const high = (cases: number) => (cases / top) * (HEIGHT - 44);
  const wide = Math.min(24, ((WIDTH - EDGE - 12) / Math.max(1, all.length)) * 0.6);
  return (
    <svg class="plot" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {[0, top].map((tick) => (
        <g key={tick}>
          <line
            class="plot-grid"
            x1={EDGE}
            x2={WIDTH - 8}
            y1={HEIGHT - 24 - high(tick)}
            y2={HEIGHT - 24 - high(tick)}
          />
          <text class="plot-text" x={EDGE - 6} y={HEIGHT - 20 - high(tick)} text-anchor="end">
            {tick}
          </text>
        </g>
      ))}
      {all.map((day) => {
        const grave = high(sum(day, (level) => level >= 4));
        const other = high(sum(day, (level) => level < 4));
        const left = x(day) - wide / 2;
        return (
          <g key={day}>
            <rect class="plot-full" x={left} y={HEIGHT - 24 - grave} width={wide} height={grave} />
            <rect class="plot-hollow" x={left} y={HEIGHT - 24 - grave - other} width={wide} height={other} />
          </g>
        );
      })}
      <Dates all={all} />
    </svg>
  );
}

const ROW = 30;

/** Of each person the weight of seven days, filled, and of the seven before, in outline. */
export function Weights({ people }: { people: readonly Exposed[] }) {
  const top = niceTop(Math.max(0, ...people.flatMap((one) => [one.week_weight, one.before_weight])));
  const wide = (weight: number) => (weight / top) * (WIDTH - 190);
  return (
    <svg class="plot" viewBox={`0 0 ${WIDTH} ${ROW * Math.max(1, people.length)}`} aria-hidden="true">
      {people.map((one, index) => (
        <g key={one.pseudonym}>
          <text class="plot-text" x={0} y={ROW * index + 19}>
            {one.pseudonym.slice(0, 22)}
          </text>
          <rect class="plot-full" x={170} y={ROW * index + 4} width={wide(one.week_weight)} height={11} />
          <rect class="plot-hollow" x={170} y={ROW * index + 16} width={wide(one.before_weight)} height={8} />
        </g>
      ))}
      {people.length === 0 && (
        <text class="plot-text" x={0} y={19}>
          {say("board.nothing")}
        </text>
      )}
    </svg>
  );
}
