import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Send, Sent } from "../generated/wire";
import type { Keeping } from "./keeping";
import { createOutbox, type Outbox } from "./outbox";

function memory(): Keeping {
  const map = new Map<string, string>();
  return {
    read: (key) => map.get(key) ?? null,
    write: (key, text) => void map.set(key, text),
    remove: (key) => void map.delete(key),
    keys: (prefix) => [...map.keys()].filter((key) => key.startsWith(prefix)),
  };
}

let place: Keeping;
let online: boolean;
let offered: Send[];
let outbox: Outbox;
let takenBack: string[];
let canTakeBack: boolean;

const open = () =>
  createOutbox(
    (frame) => {
      if (online) offered.push(frame);
      return online;
    },
    place,
    async (id) => {
      takenBack.push(id);
      if (!canTakeBack) throw new Error("unreachable");
    },
  );

const shown = (frame: Send): Sent => ({
  t: "sent",
  room: frame.room,
  client_id: frame.client_id,
  id: `id-${frame.text}`,
  state: "shown",
});

const states = () => outbox.unsent.value.map((one) => `${one.text}: ${one.state.kind}`);
const last = () => offered[offered.length - 1] as Send;

beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  vi.useFakeTimers();
  place = memory();
  online = true;
  offered = [];
  takenBack = [];
  canTakeBack = true;
  outbox = open();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("the outbox", () => {
  it("sends one message of a room at a time, in order", () => {
    for (const text of ["a", "b", "c"]) outbox.write("r", text);
    expect(offered.map((frame) => frame.text)).toEqual(["a"]);
    outbox.sent(shown(last()));
    outbox.sent(shown(last()));
    expect(offered.map((frame) => frame.text)).toEqual(["a", "b", "c"]);
    expect(states()).toEqual(["a: sent", "b: sent", "c: sending"]);
  });

  it("does not let one room wait for another", () => {
    outbox.write("r", "a");
    outbox.write("s", "b");
    expect(offered.map((frame) => frame.text)).toEqual(["a", "b"]);
  });

  it("keeps what is written offline, and sends it in order with the same ids after a reload", () => {
    online = false;
    for (const text of ["a", "b"]) outbox.write("r", text);
    expect(states()).toEqual(["a: waiting", "b: waiting"]);
    const ids = outbox.unsent.value.map((one) => one.client_id);
    outbox = open();
    expect(states()).toEqual(["a: waiting", "b: waiting"]);
    online = true;
    outbox.resume("e");
    outbox.sent(shown(last()));
    expect(offered.map((frame) => frame.client_id)).toEqual(ids);
  });

  it("offers again what was under way when the line broke", () => {
    outbox.write("r", "a");
    outbox.pause();
    expect(states()).toEqual(["a: waiting"]);
    outbox.resume("e");
    expect(offered).toHaveLength(2);
    expect(offered[0]).toEqual(offered[1]);
  });

  it("offers again when no answer comes", () => {
    outbox.write("r", "a");
    vi.advanceTimersByTime(16_000);
    expect(offered).toHaveLength(2);
    expect(states()).toEqual(["a: sending"]);
  });

  it("tries again after a refusal that passes, at a time of its own, and keeps the order", () => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    outbox.write("r", "a");
    outbox.write("r", "b");
    outbox.refused({
      t: "refused",
      code: "too_fast",
      says: "Slower.",
      client_id: last().client_id,
      retry_after: 3,
    });
    expect(states()).toEqual(["a: delayed", "b: waiting"]);
    vi.advanceTimersByTime(4_400);
    expect(offered).toHaveLength(1);
    vi.advanceTimersByTime(200);
    expect(offered.map((frame) => frame.text)).toEqual(["a", "a"]);
  });

  it("drops what has waited for a month, and nothing younger", () => {
    outbox.pause();
    online = false;
    outbox.write("r", "old");
    vi.advanceTimersByTime(29 * 86_400_000);
    outbox.write("r", "young");
    vi.advanceTimersByTime(2 * 86_400_000);
    outbox = open();
    expect(states()).toEqual(["young: waiting"]);
    expect(place.keys("unsent.")).toHaveLength(1);
  });

  it("keeps a refused message with its reason, through a reload, and goes on with the next", () => {
    outbox.write("r", "a");
    outbox.write("r", "b");
    const why = { code: "blocked", says: "No.", category: "sexual" };
    outbox.refused({ t: "refused", client_id: last().client_id, ...why });
    expect(states()).toEqual(["a: kept_back", "b: sending"]);
    outbox = open();
    expect(outbox.unsent.value[0]?.state).toEqual({ kind: "kept_back", ...why });
  });

  it("sends a kept-back message as a new one when asked to", () => {
    outbox.write("r", "a");
    const first = last().client_id;
    outbox.refused({ t: "refused", code: "room_frozen", says: "Paused.", client_id: first });
    outbox.again(first);
    expect(last().text).toBe("a");
    expect(last().client_id).not.toBe(first);
    expect(states()).toEqual(["a: sending"]);
  });

  it("waits for signing in instead of keeping back", () => {
    outbox.write("r", "a");
    outbox.refused({ t: "refused", code: "signed_out", says: "Ended.", client_id: last().client_id });
    expect(states()).toEqual(["a: waiting"]);
  });

  it("holds what waits for a person until its log has it, and stores it no longer", () => {
    outbox.write("r", "a");
    outbox.sent({ ...shown(last()), state: "held" });
    expect(states()).toEqual(["a: held"]);
    expect(place.keys("unsent.")).toEqual([]);
    outbox.discard(last().client_id);
    expect(states()).toEqual([]);
  });
});

describe("what the server has taken", () => {
  const texts = () => offered.map((frame) => frame.text);
  const ids = () => offered.map((frame) => frame.client_id);

  /** Say these in room "r"; the server takes them, and the room's log shows them. */
  function say(...words: string[]): string[] {
    return words.map((text) => {
      outbox.write("r", text);
      const { client_id } = last();
      outbox.sent(shown(last()));
      outbox.discard(client_id);
      return client_id;
    });
  }

  /** The line comes back, to a server of this epoch. */
  function comesBack(epoch: string): void {
    outbox.pause();
    offered.length = 0;
    outbox.resume(epoch);
  }

  beforeEach(() => outbox.resume("e"));

  it("is not offered again by a server of the same epoch", () => {
    say("a", "b");
    comesBack("e");
    expect(offered).toEqual([]);
  });

  it("is offered again to a restored one, in order, with the same ids, and without a word on screen", () => {
    const before = say("a", "b", "c");
    comesBack("f");
    expect(states()).toEqual([]);
    outbox.sent({ ...shown(last()), again: true }); // the back-up had it
    expect(states()).toEqual([]);
    outbox.sent(shown(last())); // the back-up did not: the room's log will show it
    expect(states()).toEqual(["b: sent"]);
    outbox.sent(shown(last()));
    expect(ids()).toEqual(before);
    expect(states()).toEqual(["b: sent", "c: sent"]);
  });

  it("is offered once to each server that was restored", () => {
    say("a");
    comesBack("f");
    outbox.sent({ ...shown(last()), again: true });
    comesBack("f");
    expect(offered).toEqual([]);
    comesBack("g");
    expect(texts()).toEqual(["a"]);
  });

  it("is not a flood, however much it is, and what is written new does not wait for it", () => {
    const before = say(...Array.from({ length: 60 }, (_, n) => `${n}`));
    comesBack("f");
    const answer = () => outbox.sent({ ...shown(last()), again: true });
    for (let n = 0; n < 100; n++) answer();
    expect(offered).toHaveLength(40);
    outbox.write("r", "new");
    expect(last().text).toBe("new");
    answer();
    vi.advanceTimersByTime(2_000);
    expect(offered).toHaveLength(42);
    for (let n = 0; n < 60; n++) {
      answer();
      vi.advanceTimersByTime(500);
    }
    expect(ids().filter((id) => before.includes(id))).toEqual(before);
  });

  it("is not offered where the log of the restored one shows it, or shows what was said there after it", () => {
    say("a", "b", "c", "d");
    outbox.write("s", "elsewhere");
    outbox.sent(shown(last()));
    comesBack("f");
    expect(texts()).toEqual(["a", "elsewhere"]);
    outbox.seen([{ id: "id-x" }, { id: "id-c" }]);
    outbox.sent({ ...shown(offered[0] as Send), again: true });
    expect(texts()).toEqual(["a", "elsewhere", "d"]);
    outbox.sent(shown(last()));
    comesBack("f");
    expect(texts()).toEqual(["elsewhere"]);
  });

  it("is offered where what the log shows was stored by a server that had lost it", () => {
    say("a", "b");
    comesBack("f");
    outbox.write("r", "new");
    outbox.pause();
    outbox.resume("f");
    outbox.sent(shown(last()));
    comesBack("g"); // from a back-up that was made just then
    outbox.seen([{ id: "id-new" }]);
    outbox.sent(shown(last()));
    expect(texts()).toEqual(["a", "b"]);
    outbox.sent(shown(last()));
    comesBack("h"); // from the same one
    outbox.seen([{ id: "id-new" }]);
    outbox.sent({ ...shown(last()), again: true });
    outbox.sent(shown(last()));
    expect(texts()).toEqual(["new", "a", "b"]);
  });

  it("is offered until there is an answer, whatever breaks in between", () => {
    const before = say("a", "b");
    comesBack("f");
    comesBack("f");
    expect(texts()).toEqual(["a"]);
    outbox = open(); // a reload
    offered = [];
    outbox.resume("f");
    outbox.sent(shown(last()));
    expect(ids()).toEqual(before);
  });

  it("is offered again before the log has shown it, and is then not on screen twice", () => {
    outbox.write("r", "a");
    outbox.sent(shown(last()));
    expect(states()).toEqual(["a: sent"]);
    comesBack("f");
    expect(texts()).toEqual(["a"]);
    expect(states()).toEqual([]);
  });

  it("lets new words go first", () => {
    say("a", "b");
    comesBack("f");
    outbox.write("r", "new");
    outbox.sent(shown(last()));
    outbox.sent(shown(last()));
    outbox.sent(shown(last()));
    expect(texts()).toEqual(["a", "new", "b"]);
  });

  it("waits and goes on where the server says that it is too fast", () => {
    say("a");
    comesBack("f");
    const { client_id } = last();
    outbox.refused({ t: "refused", code: "too_fast", says: "Slower.", client_id, retry_after: 3 });
    expect(states()).toEqual([]);
    vi.advanceTimersByTime(3_100);
    expect(texts()).toEqual(["a", "a"]);
  });

  it("is on screen, with the reason, where it is not taken any more", () => {
    say("a");
    comesBack("f");
    outbox.refused({ t: "refused", code: "room_closed", says: "Closed.", client_id: last().client_id });
    expect(states()).toEqual(["a: kept_back"]);
    comesBack("g");
    expect(offered).toEqual([]);
  });

  it("is not offered when it was removed or declined, also where that is told while it is offered", () => {
    say("a", "b", "c");
    outbox.removed(["id-a"]);
    comesBack("f");
    expect(texts()).toEqual(["b"]);
    outbox.removed(["id-b", "id-c"]);
    comesBack("f");
    expect(offered).toEqual([]);
    outbox = open();
    outbox.resume("f");
    expect(offered).toEqual([]);
  });

  it("is not kept when the server has it as removed", () => {
    outbox.write("r", "a");
    outbox.sent({ ...shown(last()), state: "removed", again: true });
    comesBack("f");
    expect(offered).toEqual([]);
  });

  it.each([
    ["the log tells of it first", true],
    ["the answer comes first", false],
  ])("is taken back once more when its author had taken it back (%s)", async (_, logFirst) => {
    say("a");
    if (logFirst) outbox.removed(["id-a"]);
    outbox.tookBack("id-a");
    if (!logFirst) outbox.removed(["id-a"]);
    expect(place.keys("said.").map(place.read).join()).not.toContain(`"a"`);
    comesBack("e");
    expect(takenBack).toEqual([]);
    canTakeBack = false;
    comesBack("f");
    await Promise.resolve();
    canTakeBack = true;
    outbox = open();
    outbox.resume("f");
    await Promise.resolve();
    await Promise.resolve();
    outbox.resume("f");
    expect(offered).toEqual([]);
    expect(takenBack).toEqual(["id-a", "id-a"]);
  });

  it("is kept for a day, and not more than 200 of it", () => {
    say(...Array.from({ length: 203 }, (_, n) => `${n}`));
    expect(place.keys("said.")).toHaveLength(200);
    comesBack("f");
    expect(texts()).toEqual(["3"]);
    vi.advanceTimersByTime(25 * 60 * 60 * 1000);
    outbox = open();
    expect(place.keys("said.")).toEqual([]);
  });

  it("keeps its order over a clock that goes back, through a reload", () => {
    say("a");
    vi.setSystemTime(Date.now() - 60_000);
    say("b");
    outbox = open();
    comesBack("f");
    outbox.sent(shown(last()));
    expect(texts()).toEqual(["a", "b"]);
  });

  it("is forgotten with everything else", () => {
    say("a");
    outbox.write("r", "b");
    outbox.forget();
    expect(place.keys("")).toEqual([]);
    comesBack("f");
    expect(offered).toEqual([]);
    expect(states()).toEqual([]);
  });

  it("says which messages are offered quietly, so that no card is shown for them again", () => {
    const [before] = say("a");
    comesBack("f");
    const fresh = outbox.write("r", "b").client_id;
    expect(before && outbox.isQuiet(before)).toBe(true);
    expect(outbox.isQuiet(fresh)).toBe(false);
  });
});
