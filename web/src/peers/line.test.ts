import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Message, Notice, ServerFrame } from "../generated/wire";

type Line = typeof import("./line");
type Told = typeof import("./told");
type Draft = typeof import("./draft");
type Cards = typeof import("./card");

class FakeWebSocket {
  static readonly OPEN = 1;
  static last: FakeWebSocket;
  readyState = 1;
  sent: { t: string; client_id?: string; text?: string }[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  constructor() {
    FakeWebSocket.last = this;
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.readyState = 3;
  }
  says(frame: ServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

class Store {
  readonly kept = new Map<string, string>();
  getItem = (key: string) => this.kept.get(key) ?? null;
  setItem(key: string, text: string): void {
    this.kept.set(key, text);
    Object.assign(this, { [key]: text });
  }
  removeItem(key: string): void {
    this.kept.delete(key);
    delete (this as Record<string, unknown>)[key];
  }
}

const ROOM = "r";
let line: Line;
let told: Told;
let draft: Draft;
let cards: Cards;

/** A page: its modules anew, over what this tab keeps. */
async function open(tab: Store): Promise<void> {
  vi.resetModules();
  vi.stubGlobal("sessionStorage", tab);
  line = await import("./line");
  told = await import("./told");
  draft = await import("./draft");
  cards = await import("./card");
  void told;
  come();
}

/** The line comes up. */
function come(): void {
  line.socket.start();
  FakeWebSocket.last.onopen?.();
  hear({ t: "welcome", protocol: 1, epoch: "e", pseudonym: "Robin", roles: [], now: welcomedAt });
}

const NOW = 1_000_000;
let welcomedAt = NOW;
const hear = (frame: ServerFrame) => FakeWebSocket.last.says(frame);
const offered = () => FakeWebSocket.last.sent.filter((frame) => frame.t === "send");
const last = () => offered()[offered().length - 1] as { client_id: string; text: string };
const idOf = (text: string) => `id ${text}`;

let position = 0;
function shows(text: string): void {
  const message: Message = {
    ...{
      id: idOf(text),
      position: ++position,
      changed: position,
      member_id: "m",
      alias: "Robin",
      at: NOW,
      text,
    },
  };
  hear({ t: "changes", room: ROOM, epoch: "e", from: position - 1, to: position, items: [message] });
}

const answers = (state: "shown" | "held" = "shown") =>
  hear({ t: "sent", room: ROOM, client_id: last().client_id, id: idOf(last().text), state });

let heard = 0;
function isTold(notice: Partial<Notice>, reset = false): void {
  heard += 1;
  const whole = {
    id: `n${heard}`,
    position: heard,
    changed: heard,
    at: NOW,
    room: ROOM,
    ...notice,
  } as Notice;
  hear({ t: "notices", epoch: "e", from: heard - 1, to: heard, items: [whole], ...(reset && { reset }) });
}

beforeEach(async () => {
  position = heard = 0;
  const page = Object.assign(new EventTarget(), {
    hidden: false,
    activeElement: null,
    getElementById: () => null,
  });
  vi.stubGlobal("document", page);
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("location", { protocol: "http:", host: "here", hash: "" });
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => undefined }));
  vi.stubGlobal("localStorage", new Store());
  vi.stubGlobal("WebSocket", FakeWebSocket);
  await open(new Store());
  hear({ t: "notices", epoch: "e", from: 0, to: 0, items: [] });
});

describe("the outbox of a page", () => {
  it("lets go of a message once it is stored and shown, whichever is said first", () => {
    for (let number = 0; number < 60; number += 1) {
      line.outbox.write(ROOM, `words ${number}`);
      if (number % 2) shows(last().text);
      answers();
      if (number % 2 === 0) shows(last().text);
    }
    expect(line.outbox.unsent.value).toEqual([]);
  });

  it("lets go of a message that waits for a person once the personal log says so, whichever is said first", () => {
    for (const first of ["notice", "answer"]) {
      line.outbox.write(ROOM, first);
      if (first === "answer") answers("held");
      isTold({ kind: "held", message: idOf(first), text: first });
      if (first === "notice") answers("held");
    }
    expect(line.outbox.unsent.value).toEqual([]);
  });
});

describe("words of which a part was hidden", () => {
  it("are given back to the box at the moment of hiding", () => {
    line.outbox.write(ROOM, "call 07700 900123");
    isTold({ kind: "masked", client_id: last().client_id, text: "call 07700 900123" });
    expect(draft.draftOf(ROOM).value).toBe("call 07700 900123");
  });

  it("are not given back to somebody who comes in later", () => {
    line.hangUp();
    come();
    isTold({ kind: "masked", client_id: "of an hour ago", text: "call 07700 900123" }, true);
    expect(draft.draftOf(ROOM).value).toBe("");
  });

  it("are given back when the answer was lost with the page", async () => {
    const tab = sessionStorage as unknown as Store;
    line.outbox.write(ROOM, "call 07700 900123");
    const { client_id } = last();
    await open(tab);
    isTold({ kind: "masked", client_id, text: "call 07700 900123" }, true);
    expect(draft.draftOf(ROOM).value).toBe("call 07700 900123");
  });
});

describe("a help card", () => {
  it("comes with the news, stays through a reload, and goes when it is closed", async () => {
    const tab = sessionStorage as unknown as Store;
    isTold({ kind: "card", card: "emergency", client_id: "c" });
    expect(cards.card.value?.name).toBe("emergency");
    await open(tab);
    expect(cards.card.value?.name).toBe("emergency");
    cards.closeCard();
    await open(tab);
    expect(cards.card.value).toBeNull();
  });

  it("does not come again to somebody who comes in later", async () => {
    const { forgetSeen } = await import("./seen");
    isTold({ kind: "card", card: "emergency", client_id: "c" });
    cards.closeCard();
    line.hangUp();
    forgetSeen();
    welcomedAt += 1;
    come();
    isTold({ kind: "card", card: "emergency", client_id: "of an hour ago" }, true);
    expect(cards.card.value).toBeNull();
  });
});

describe("whether somebody is on duty", () => {
  it("is what the server said last", async () => {
    const { staffed } = await import("./open_rooms");
    expect(staffed.value).toBe(false);
    hear({ t: "staffed", on: true });
    expect(staffed.value).toBe(true);
    hear({ t: "staffed" });
    expect(staffed.value).toBe(false);
  });
});
