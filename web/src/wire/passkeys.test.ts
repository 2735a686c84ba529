import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toBytes, toText } from "./passkeys";

describe("bytes as base64url", () => {
  it("come back as they were", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = toText(bytes.slice().buffer);
        expect(text).toMatch(/^[\w-]*$/);
        expect([...toBytes(text)]).toEqual([...bytes]);
      }),
    );
  });
});
