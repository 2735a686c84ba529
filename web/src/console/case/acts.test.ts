import { describe, expect, it } from "vitest";
import type { CaseView, Evidence } from "../../generated/wire";
import { type ActName, caseActs, hasConversation, messageActs, messageFor, undoOf } from "./acts";

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
    const one = item("m", "held");
    const history = [{ act: "hold", by: "Lena", at: 0 }];
    expect(messageActs({ ...view(EVERY, [one]), history }, one)).toEqual(["release", "remove"]);
    const both = { ...view(EVERY, [one, item("n", "held")]), history };
    expect(messageActs(both, one)).toEqual(["release", "decline", "remove"]);
  });

  it("is nothing for a message that is not there any more", () => {
    expect(messageActs(view(EVERY), item(null, "refused"))).toEqual([]);
  });

  it("is no second conversation", () => {
    const conversation = { id: "r", kind: "conversation", title: "", member_id: "m", alias: "" } as const;
    expect(caseActs({ ...view(["converse", "close"]), conversation })).toEqual(["close"]);
  });
});

describe("a conversation", () => {
  it("is there for whoever asked, and where somebody opened one, though one has not come in", () => {
    const asked = view([]);
    expect(hasConversation(asked)).toBe(false);
    expect(hasConversation({ ...asked, line: { ...asked.line, kind: "asked" } })).toBe(true);
    expect(hasConversation({ ...asked, history: [{ act: "converse", by: "Lena", at: 0 }] })).toBe(true);
  });
});

describe("a key", () => {
  it("acts on the newest message it can act on", () => {
    const evidence = [item("old", "held"), item("new", "held"), item("gone", "removed")];
    expect(messageFor(view(EVERY, evidence), "release")).toBe("new");
    expect(messageFor(view(EVERY, evidence), "hold")).toBeNull();
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
