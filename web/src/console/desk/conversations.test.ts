import { signal } from "@preact/signals";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { CaseLine, CaseView } from "../../generated/wire";

const rooms = vi.hoisted(() => ({ open: vi.fn(), shut: vi.fn(), state: vi.fn() }));
vi.mock("./line", () => ({ rooms }));

import { follow, forgetConversations, isUnread, markRead } from "./conversations";

const line = (id: string, part: Partial<CaseLine> = {}): CaseLine => ({
  id,
  kind: "danger",
  category: "crisis",
  urgency: "now",
  state: "taken",
  opened: 0,
  due: 0,
  alias: "Robin",
  mine: true,
  conversation: `room ${id}`,
  ...part,
});
const view = (id: string, part: Partial<CaseLine> = {}): CaseView => ({
  line: line(id, part),
  evidence: [],
  history: [],
  acts: [],
  country: "GB",
  conversation: { id: `room ${id}`, kind: "conversation", title: "", member_id: "m", alias: "" },
});

beforeEach(() => {
  vi.resetAllMocks();
  forgetConversations();
});

describe("a conversation", () => {
  it("is open while it is on screen, and at no other time", () => {
    follow(view("a"), true);
    expect(rooms.open).toHaveBeenLastCalledWith("room a");
    follow(view("b"), true);
    expect(rooms.shut).toHaveBeenLastCalledWith("room a");
    expect(rooms.open).toHaveBeenLastCalledWith("room b");
    follow(null, true);
    expect(rooms.shut).toHaveBeenLastCalledWith("room b");
  });

  it("is shut when the page is in the background, and when the case is not one's own any more", () => {
    for (const gone of [() => follow(view("a"), false), () => follow(view("a", { mine: false }), true)]) {
      follow(view("a"), true);
      rooms.shut.mockClear();
      gone();
      expect(rooms.shut).toHaveBeenLastCalledWith("room a");
    }
  });
});

describe("an answer in a conversation that is not on screen", () => {
  it("is told of after a reload, too", () => {
    expect(isUnread(line("a", { said: 3, answered: 2 }))).toBe(true);
    expect(isUnread(line("a", { said: 3, answered: 4 }))).toBe(false);
    expect(isUnread(line("a", { said: 3, mine: false }))).toBe(false);
  });

  it("is not told of once one has read it", () => {
    rooms.state.mockReturnValue(signal({ log: { entries: [{ position: 3 }] } }));
    markRead("room a");
    expect(isUnread(line("a", { said: 3, answered: 2 }))).toBe(false);
    expect(isUnread(line("a", { said: 5, answered: 2 }))).toBe(true);
  });
});
