// How long to stay away. Full jitter: anything between nothing and a ceiling that doubles, so that a thousand
// clients cut off in one moment do not come back in one moment.

const FIRST_CEILING = 1_000;
const HIGHEST_CEILING = 30_000;

/** `attempt` counts from 0; `random` is in [0, 1). */
export function fullJitter(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(HIGHEST_CEILING, FIRST_CEILING * 2 ** Math.min(attempt, 10));
}
