// How long to stay away. Full jitter: anything between nothing and a ceiling that doubles, so that a thousand
// clients cut off in one moment do not come back in one moment.

const FIRST_CEILING = 1_000;
const HIGHEST_CEILING = 30_000;

/** A pause that the server named to everybody, in seconds: as long, and up to as long again, in milliseconds. */
export function spread(seconds: number, random: () => number = Math.random): number {
  return seconds * 1_000 * (1 + random());
}

/** `attempt` counts from 0; `random` is in [0, 1). */
export function fullJitter(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(HIGHEST_CEILING, FIRST_CEILING * 2 ** Math.min(attempt, 10));
}
