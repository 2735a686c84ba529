import { describe, expect, it } from "vitest";
import type { CaseCare, CaseView, Evidence } from "../../generated/wire";
import { type ActName, careActs, caseActs, isHeld, messageActs, messageFor, undoOf } from "./acts";

const EVERY: ActName[] = [
  "take",
  "hand_back",
  "converse",
  "hold",
  "release",
  "decline",
  "remove",
  "close",
  "reopen",
];

const item = (message: string | null, state?: Evidence["state"]): Evidence => ({
  text: "",
  at: 0,
  marks: [],
  message,
  ...(state && { state }),
});

const view = (acts: ActName[], evidence: Evidence[] = []): CaseView => ({
  line: {
    id: "a",
    kind: "danger",
    category: "crisis",
    urgency: "now",
    state: "taken",
    opened: 0,
    due: 0,
    alias: "Robin",
    mine: true,
  },
  evidence,
  history: [],
  acts,
  country: "GB",
});

describe("what is offered", () => {
  it("is only what the server says is possible", () => {
    expect(caseActs(view(["close", "hand_back"]))).toEqual(["close", "hand_back"]);
    expect(messageActs(view(["close"]), item("m"))).toEqual([]);
  });

  it("fits the state a message is in", () => {
    const acts = (state: Evidence["state"]) => messageActs(view(EVERY), item("m", state));
    expect(acts("shown")).toEqual(["hold", "remove"]);
    expect(acts(undefined)).toEqual(["hold", "remove"]);
    expect(acts("held")).toEqual(["release", "decline"]);
    expect(acts("removed")).toEqual([]);
    expect(acts("declined")).toEqual([]);
  });

  it("for a held message follows from whether the room has seen it", () => {
    expect(messageActs(view(EVERY), { ...item("m", "held"), seen: true })).toEqual(["release", "remove"]);
    expect(messageActs(view(EVERY), item("m", "held"))).toEqual(["release", "decline"]);
  });

  it("leaves words where they are that were said in private", () => {
    expect(messageActs(view(EVERY), { ...item("m"), private: true, seen: true })).toEqual([]);
    expect(messageActs(view(EVERY), { ...item("m", "held"), private: true })).toEqual(["release"]);
  });

  it("is nothing for a message that is not there any more", () => {
    expect(messageActs(view(EVERY), item(null, "refused"))).toEqual([]);
  });

  it("is no second conversation", () => {
    const conversation = { id: "r", kind: "conversation", title: "", member_id: "m", alias: "" } as const;
    expect(caseActs({ ...view(["converse", "close"]), conversation })).toEqual(["close"]);
  });
});

describe("what is done for the person and the room", () => {
  const acts: ActName[] = ["look_after_room", "offer_follow_up", "hand_over", "tell_hand_over"];
  const given = (more: object): CaseCare => ({
    hand_over: { ground: "life", words: "", at: 0, open: true, ...more },
  });

  it("is no care for a room that saw nothing hard", () => {
    expect(careActs(view(acts))).toEqual(["offer_follow_up", "hand_over"]);
    expect(careActs({ ...view(acts), care: { hard: true } })).toContain("look_after_room");
  });

  it("asks when the person is told as long as they do not know", () => {
    expect(careActs({ ...view(acts), care: given({}) })).toContain("tell_hand_over");
    expect(careActs({ ...view(acts), care: given({ tell: 1 }) })).toContain("tell_hand_over");
    expect(careActs({ ...view(acts), care: given({ told: 1 }) })).not.toContain("tell_hand_over");
    expect(careActs({ ...view(acts), care: given({ ground: "consent" }) })).not.toContain("tell_hand_over");
  });
});

it("is not closed while a message of it waits for an answer", () => {
  expect(isHeld(view(EVERY, [item("m", "held"), item("n")]))).toBe(true);
  expect(isHeld(view(EVERY, [item("m", "declined"), item("n")]))).toBe(false);
});

describe("a key", () => {
  it("acts on the newest message it can act on", () => {
    const evidence = [item("old", "held"), item("new", "held"), item("gone", "removed")];
    expect(messageFor(view(EVERY, evidence), "release")).toBe("new");
    expect(messageFor(view(EVERY, evidence), "hold")).toBeNull();
  });

  it("stays with the message at hand, whatever joins the case, and goes on where that has been dealt with", () => {
    const shown = view(EVERY, [item("old"), item("hand"), item("new")]);
    expect(messageFor(shown, "hold", { atHand: "hand", joined: "new" })).toBe("hand");
    const done = view(EVERY, [item("old"), item("hand", "held"), item("new")]);
    expect(messageFor(done, "hold", { atHand: "hand", joined: "new" })).toBe("old");
    expect(messageFor(done, "hold", { atHand: "hand" })).toBe("new");
  });
});

describe("the way back", () => {
  it("is on the same message", () => {
    expect(undoOf({ act: "hold", message: "m" })).toEqual({ act: "release", message: "m" });
    expect(undoOf({ act: "close", reason: "talked" })).toEqual({ act: "reopen" });
  });

  it("does not exist for what a person has been told", () => {
    expect(undoOf({ act: "remove", message: "m", reason: "why" })).toBeNull();
    expect(undoOf({ act: "decline", message: "m", reason: "why" })).toBeNull();
  });
});
