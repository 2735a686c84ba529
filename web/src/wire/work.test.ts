import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answer } from "./answer";
import { sha256 } from "./sha256";

const hex = (words: Int32Array): string =>
  [...words].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");

async function theirs(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

describe("the hash", () => {
  it("is the browser's own, whatever the length", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme-ascii", maxLength: 200 }), async (text) => {
        expect(hex(sha256(text))).toBe(await theirs(text));
      }),
    );
    for (const length of [0, 55, 56, 63, 64, 119, 120]) {
      const text = "a".repeat(length);
      expect(hex(sha256(text))).toBe(await theirs(text));
    }
  });
});

describe("the work", () => {
  it("is a number whose hash begins with so many zero bits", async () => {
    const question = "9.1800000000.nonce.mac";
    const work = answer(question);
    expect(work.startsWith(`${question}:`)).toBe(true);
    expect(BigInt(`0x${await theirs(work)}`) >> 247n).toBe(0n);
  });
});
