import { describe, expect, it } from "vitest";
import type { Message } from "../../generated/wire";
import { turnsOf } from "./turns";
import { createTypingSignal } from "./typing_signal";

const NOON = new Date(2026, 0, 1, 12).getTime();
const said = (id: string, member_id: string, minute: number): Message => ({
  id,
  member_id,
  alias: member_id,
  position: 1,
  changed: 1,
  at: NOON + minute * 60_000,
  text: id,
});

describe("turns", () => {
  it("gather what one person says in a row", () => {
    const turns = turnsOf([
      said("a", "Robin", 0),
      said("b", "Robin", 4),
      said("c", "Maren", 5),
      said("d", "Robin", 6),
    ]);
    expect(turns.map((turn) => turn.messages.map((message) => message.id))).toEqual([
      ["a", "b"],
      ["c"],
      ["d"],
    ]);
  });

  it("begin anew after a pause", () => {
    expect(turnsOf([said("a", "Robin", 0), said("b", "Robin", 5)])).toHaveLength(2);
  });
});

it("says that one is typing at most every three seconds, and at once in a new message", () => {
  let now = 0;
  let told = 0;
  const typing = createTypingSignal(
    () => (told += 1),
    () => now,
  );
  typing.touch();
  now = 2_999;
  typing.touch();
  expect(told).toBe(1);
  now = 3_000;
  typing.touch();
  expect(told).toBe(2);
  typing.rest();
  typing.touch();
  expect(told).toBe(3);
});
