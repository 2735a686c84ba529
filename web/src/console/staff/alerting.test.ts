import { beforeEach, describe, expect, it, vi } from "vitest";
import type { CaseLine, DutyView } from "../../generated/wire";

const { seen, duty, arrived, wanted } = await vi.hoisted(async () => {
  const { signal } = await import("@preact/signals");
  return {
    seen: { tones: 0, notices: [] as unknown[] },
    duty: signal<DutyView | null>(null),
    arrived: signal<CaseLine | null>(null),
    wanted: new Set<string>(),
  };
});
vi.mock("../desk/duty", () => ({ duty }));
vi.mock("../desk/queue", () => ({ arrived }));
vi.mock("./preferences", () => ({ wants: (name: string) => wanted.has(name) }));

class Node {
  connect = (to: unknown) => to;
  start = () => (seen.tones += 1);
  stop = () => {};
}
vi.stubGlobal(
  "AudioContext",
  class {
    currentTime = 0;
    destination = {};
  },
);
vi.stubGlobal("OscillatorNode", Node);
vi.stubGlobal("GainNode", Node);
vi.stubGlobal(
  "Notification",
  class {
    static permission = "granted";
    constructor(title: string, more: { body: string }) {
      seen.notices.push([title, more.body]);
    }
  },
);

import { beAlert } from "./alerting";

const line = (urgency: CaseLine["urgency"]): CaseLine => ({
  id: Math.random().toString(),
  kind: "danger",
  category: "crisis",
  urgency,
  state: "open",
  opened: 0,
  due: 0,
  alias: "Quiet Fern",
});

beforeEach(() => {
  seen.tones = 0;
  seen.notices = [];
  wanted.clear();
  arrived.value = null;
  duty.value = { on: true, moderators: 1 };
});

describe("what cannot wait", () => {
  it("is heard and shown outside the page by whoever wants that, and names nobody", () => {
    wanted.add("sound").add("notices");
    const end = beAlert();
    arrived.value = line("now");
    expect(seen.tones).toBe(2);
    expect(seen.notices).toHaveLength(1);
    expect(JSON.stringify(seen.notices)).not.toContain("Fern");
    arrived.value = line("soon");
    expect(seen.notices).toHaveLength(1);
    end();
    arrived.value = line("now");
    expect(seen.notices).toHaveLength(1);
  });

  it.each([
    ["off duty", { on: false, moderators: 0 }],
    ["at rest", { on: true, moderators: 0, resting: { why: "severe", until: 0 } }],
  ] as const)("is quiet for somebody who is %s", (_, view) => {
    wanted.add("sound").add("notices");
    duty.value = view;
    const end = beAlert();
    arrived.value = line("now");
    expect([seen.tones, seen.notices]).toEqual([0, []]);
    end();
  });

  it("is quiet for whoever asked for nothing", () => {
    const end = beAlert();
    arrived.value = line("now");
    expect([seen.tones, seen.notices]).toEqual([0, []]);
    end();
  });
});
