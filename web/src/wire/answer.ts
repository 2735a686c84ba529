// The work in place of a captcha: a number such that the hash of question and number begins with so many zero bits.

import { sha256 } from "./sha256";

/** `question`: `bits.until.nonce.mac`. Returns it with its number after a colon. */
export function answer(question: string): string {
  const bits = Number.parseInt(question, 10);
  for (let n = 0; ; n++) {
    const work = `${question}:${n}`;
    if (Math.clz32(sha256(work)[0] as number) >= bits) return work;
  }
}
