import { signal } from "@preact/signals";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Notice } from "../generated/wire";
import { emptyLog, type Log } from "../wire/log";

interface Line {
  personal: { value: Log<Notice> };
  news: { value: readonly Notice[] };
  welcomed: { value: number };
}
const line = vi.hoisted(() => ({}) as Line);
vi.mock("./line", () =>
  Object.assign(line, { personal: signal(emptyLog()), news: signal([]), welcomed: signal(0) }),
);
const session = vi.hoisted(() => ({}) as { me: { value: unknown } });
vi.mock("./session", () => Object.assign(session, { me: signal(null) }));

vi.mock("./draft", () => ({ draftOf: () => signal("") }));

import { card, closeCard, putCardAside } from "./card";
import { forgetSeen, markSeen } from "./seen";
import { company, ended, newestDecision, newestInvitation, newestOutcome, nobodyYet } from "./told";

type Said = Partial<Notice> & Pick<Notice, "kind">;

/** The personal log, with these notices in order. */
function told(...notices: Said[]): void {
  const entries = notices.map((notice, n) => ({
    ...notice,
    id: `${n}`,
    position: n + 1,
    changed: n + 1,
    at: 1,
  }));
  line.personal.value = { ...emptyLog<Notice>(), entries };
  line.news.value = entries;
}

const asked: Said = { kind: "conversation", room: "r", code: "asked" };
const came: Said = { kind: "conversation", room: "r" };
const went: Said = { kind: "moderator_left", room: "r" };
const nobody: Said = { kind: "nobody_yet", code: "2_min" };

beforeEach(() => {
  closeCard();
  forgetSeen();
  told();
});

describe("who is in a conversation with one", () => {
  it.each([
    [[asked], undefined],
    [[asked, came], "moderator"],
    [[asked, came, went], "gone"],
    [[asked, came, went, came], "moderator"],
    [[came, went, { kind: "ended", room: "r" } as Said], undefined],
  ])("follows from who came and went", (notices, who) => {
    told(...notices);
    expect(company.value.get("r")).toBe(who);
  });
});

describe("that nobody has come", () => {
  it("stays said when one asks for a moderator oneself", () => {
    told(nobody, asked);
    expect(nobodyYet.value?.code).toBe("2_min");
  });

  it("goes when a moderator comes, and when the case was closed without a word", () => {
    told(nobody, came);
    expect(nobodyYet.value).toBeNull();
    told(nobody, { kind: "ended" });
    expect(nobodyYet.value).toBeNull();
  });
});

it("leads nobody to a moderator who has not come", () => {
  told(asked);
  expect(newestInvitation.value).toBeNull();
  told(asked, came);
  expect(newestInvitation.value?.room).toBe("r");
});

it("keeps the number at hand when one asks for a moderator", () => {
  told({ kind: "card", card: "emergency" });
  expect(card.value).toMatchObject({ name: "emergency" });
  putCardAside();
  expect(card.value).toMatchObject({ name: "emergency", aside: true });
});

it("knows a conversation that has ended when the notice of it is long gone", () => {
  session.me.value = { rooms: [{ id: "r", closed: true }, { id: "s" }] };
  expect([...ended.value]).toEqual(["r"]);
  told(came);
  expect([...ended.value]).toEqual([]);
});

it("tells what a person decided last against one's words in a room, and nothing of what one took back", () => {
  told({ kind: "declined", room: "r", text: "Not here." }, { kind: "removed", room: "r" });
  expect(newestDecision("r")?.text).toBe("Not here.");
  expect(newestDecision("s")).toBeNull();
});

describe("what came of a report", () => {
  const outcome: Said = { kind: "report", room: "r", code: "removed" };
  const later: Said = { kind: "report", room: "r", code: "nothing" };

  it("is told until one has taken note of it, the newest first", () => {
    told(outcome, later);
    expect(newestOutcome.value?.code).toBe("nothing");
    markSeen("1");
    expect(newestOutcome.value?.code).toBe("removed");
    markSeen("0");
    expect(newestOutcome.value).toBeNull();
  });

  it("is told to somebody who comes back days later, and not for ever", () => {
    told(outcome);
    line.welcomed.value = 6 * 24 * 60 * 60 * 1000;
    expect(newestOutcome.value?.code).toBe("removed");
    line.welcomed.value = 8 * 24 * 60 * 60 * 1000;
    expect(newestOutcome.value).toBeNull();
    line.welcomed.value = 0;
  });
});
