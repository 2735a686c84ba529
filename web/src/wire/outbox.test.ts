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

const open = () =>
  createOutbox((frame) => {
    if (online) offered.push(frame);
    return online;
  }, place);

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
  vi.useFakeTimers();
  place = memory();
  online = true;
  offered = [];
  outbox = open();
});
afterEach(() => vi.useRealTimers());

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
    outbox.resume();
    outbox.sent(shown(last()));
    expect(offered.map((frame) => frame.client_id)).toEqual(ids);
  });

  it("offers again what was under way when the line broke", () => {
    outbox.write("r", "a");
    outbox.pause();
    expect(states()).toEqual(["a: waiting"]);
    outbox.resume();
    expect(offered).toHaveLength(2);
    expect(offered[0]).toEqual(offered[1]);
  });

  it("offers again when no answer comes", () => {
    outbox.write("r", "a");
    vi.advanceTimersByTime(16_000);
    expect(offered).toHaveLength(2);
    expect(states()).toEqual(["a: sending"]);
  });

  it("tries again after a refusal that passes, and keeps the order", () => {
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
    vi.advanceTimersByTime(2_900);
    expect(offered).toHaveLength(1);
    vi.advanceTimersByTime(200);
    expect(offered.map((frame) => frame.text)).toEqual(["a", "a"]);
  });

  it("keeps a refused message with its reason, through a reload, and goes on with the next", () => {
    outbox.write("r", "a");
    outbox.write("r", "b");
    outbox.refused({ t: "refused", code: "blocked", says: "No.", client_id: last().client_id });
    expect(states()).toEqual(["a: kept_back", "b: sending"]);
    outbox = open();
    expect(outbox.unsent.value[0]?.state).toEqual({ kind: "kept_back", code: "blocked", says: "No." });
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
    expect(place.keys("")).toEqual([]);
    outbox.discard(last().client_id);
    expect(states()).toEqual([]);
  });
});
