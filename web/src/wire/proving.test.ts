import { describe, expect, it } from "vitest";
import { Refusal } from "./api";
import { proved, waiting } from "./proving";

const stale = new Refusal(403, { code: "not_fresh", says: "Show once more that it is you." });

/** A request that is refused as long as nothing was proved. */
function dangerous() {
  let sent = 0;
  return {
    sent: () => sent,
    send: async () => {
      sent += 1;
      if (sent === 1) throw stale;
      return "done";
    },
  };
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

describe("what is dangerous", () => {
  it("waits for a proof, and is then sent again", async () => {
    const { sent, send } = dangerous();
    const answer = proved(send);
    await turn();
    expect(sent()).toBe(1);
    waiting.value?.(true);
    expect(await answer).toBe("done");
    expect(waiting.value).toBeNull();
  });

  it("is not sent again when its owner thinks better of it", async () => {
    const { sent, send } = dangerous();
    const answer = proved(send);
    await turn();
    waiting.value?.(false);
    await expect(answer).rejects.toBe(stale);
    expect([sent(), waiting.value]).toEqual([1, null]);
  });

  it("asks for no proof where the server does not", async () => {
    const other = new Refusal(403, { code: "not_allowed", says: "no" });
    await expect(proved(() => Promise.reject(other))).rejects.toBe(other);
    expect(waiting.value).toBeNull();
  });
});
