// "I am typing" is said at most every three seconds; the other side forgets it after six.

const EVERY = 3_000;

export interface TypingSignal {
  /** A letter was typed. */
  touch(): void;
  /** The message is sent: the next letter is said at once. */
  rest(): void;
}

export function createTypingSignal(
  tell: () => void,
  now: () => number = () => performance.now(),
): TypingSignal {
  let told = Number.NEGATIVE_INFINITY;
  return {
    touch() {
      if (now() - told < EVERY) return;
      told = now();
      tell();
    },
    rest() {
      told = Number.NEGATIVE_INFINITY;
    },
  };
}
