import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ServerFrame } from "../generated/wire";
import { createSocket, type Socket } from "./socket";

class FakeWebSocket {
  static readonly OPEN = 1;
  static all: FakeWebSocket[] = [];
  readyState = 0;
  sent: string[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  constructor(readonly url: string) {
    FakeWebSocket.all.push(this);
  }
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.readyState = 3;
  }
  opens(): void {
    this.readyState = 1;
    this.onopen?.();
  }
  says(frame: ServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  ends(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }
  welcomes(): void {
    this.opens();
    this.says({ t: "welcome", protocol: 1, epoch: "e", pseudonym: "Robin", roles: [], now: 0 });
  }
}

class Page extends EventTarget {
  hidden = false;
}

let page: Page;
let frames: ServerFrame[];
let socket: Socket;
const last = () => FakeWebSocket.all[FakeWebSocket.all.length - 1] as FakeWebSocket;
const lastKind = () => (JSON.parse(last().sent[last().sent.length - 1] ?? "{}") as { t?: string }).t;

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  FakeWebSocket.all = [];
  page = new Page();
  vi.stubGlobal("WebSocket", FakeWebSocket);
  vi.stubGlobal("document", page);
  vi.stubGlobal("window", new EventTarget());
  frames = [];
  socket = createSocket({
    url: "ws://here/ws",
    onFrame: (frame) => frames.push(frame),
    personal: () => ({ epoch: "e", at: 7 }),
  });
  socket.start();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("the socket", () => {
  it("says hello with its personal cursor, and is live at the welcome", () => {
    last().opens();
    expect(JSON.parse(last().sent[0] as string)).toEqual({
      t: "hello",
      protocol: 1,
      personal: { epoch: "e", at: 7 },
    });
    expect(socket.send({ t: "watch" })).toBe(false);
    last().welcomes();
    expect(socket.state.value.kind).toBe("live");
    expect(socket.send({ t: "watch" })).toBe(true);
    expect(frames.map((frame) => frame.t)).toEqual(["welcome"]);
  });

  it("pings every 15 s, and comes back when no pong comes in 5 s", () => {
    last().welcomes();
    vi.advanceTimersByTime(15_000);
    expect(lastKind()).toBe("ping");
    last().says({ t: "pong", n: 1 });
    vi.advanceTimersByTime(15_000);
    expect(socket.state.value.kind).toBe("live");
    vi.advanceTimersByTime(5_000);
    expect(socket.state.value.kind).toBe("waiting");
    vi.advanceTimersByTime(500);
    expect(FakeWebSocket.all).toHaveLength(2);
  });

  it("pings at once when the network changes or the page is looked at again", () => {
    last().welcomes();
    window.dispatchEvent(new Event("online"));
    expect(lastKind()).toBe("ping");
    document.dispatchEvent(new Event("visibilitychange"));
    vi.advanceTimersByTime(5_000);
    expect(socket.state.value.kind).toBe("waiting");
  });

  it("stays away longer each time, up to a ceiling, at random", () => {
    const waits: number[] = [];
    for (let n = 0; n < 8; n++) {
      const before = FakeWebSocket.all.length;
      last().ends(1006);
      let waited = 0;
      for (; FakeWebSocket.all.length === before; waited += 100) vi.advanceTimersByTime(100);
      waits.push(waited);
    }
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  });

  it("begins with short waits again after a welcome", () => {
    for (let n = 0; n < 5; n++) {
      last().ends(1006);
      vi.advanceTimersByTime(30_000);
    }
    last().welcomes();
    last().ends(4000);
    const before = FakeWebSocket.all.length;
    vi.advanceTimersByTime(500);
    expect(FakeWebSocket.all).toHaveLength(before + 1);
  });

  it("comes back after the time the server named", () => {
    last().welcomes();
    last().says({ t: "away", retry_after: 12 });
    last().ends(4001);
    vi.advanceTimersByTime(11_900);
    window.dispatchEvent(new Event("online"));
    expect(FakeWebSocket.all).toHaveLength(1);
    vi.advanceTimersByTime(2_000);
    expect(FakeWebSocket.all).toHaveLength(2);
  });

  it.each([4006, 1013, 1012])("comes back after the time named to who was not let in (%i)", (code) => {
    last().opens();
    last().says({ t: "away", retry_after: 20 });
    last().ends(code);
    expect(socket.state.value.kind).toBe("waiting");
    vi.advanceTimersByTime(19_900);
    document.dispatchEvent(new Event("visibilitychange"));
    expect(FakeWebSocket.all).toHaveLength(1);
    vi.advanceTimersByTime(1_200);
    expect(FakeWebSocket.all).toHaveLength(2);
    last().welcomes();
    expect(socket.state.value.kind).toBe("live");
  });

  it("spreads those who were told the same time", () => {
    const came = [0, 0.4, 0.9].map((random) => {
      vi.spyOn(Math, "random").mockReturnValue(random);
      socket.stop();
      socket.start();
      last().welcomes();
      last().says({ t: "away", retry_after: 3 });
      last().ends(4001);
      const before = FakeWebSocket.all.length;
      let waited = 0;
      for (; FakeWebSocket.all.length === before; waited += 100) vi.advanceTimersByTime(100);
      return waited;
    });
    expect(came).toEqual([3_000, 3_400, 3_900]);
  });

  it.each([3_600_000, -3_600_000])("waits as long as it was told when the clock is set by %i ms", (by) => {
    last().welcomes();
    last().says({ t: "away", retry_after: 12 });
    vi.setSystemTime(Date.now() + by);
    last().ends(4001);
    vi.advanceTimersByTime(11_900);
    expect(FakeWebSocket.all).toHaveLength(1);
    vi.advanceTimersByTime(2_000);
    expect(FakeWebSocket.all).toHaveLength(2);
  });

  it("does not come back while the page is hidden, and does when it is seen again", () => {
    last().welcomes();
    page.hidden = true;
    last().ends(1006);
    vi.advanceTimersByTime(600_000);
    expect(FakeWebSocket.all).toHaveLength(1);
    page.hidden = false;
    document.dispatchEvent(new Event("visibilitychange"));
    vi.advanceTimersByTime(1_000);
    expect(FakeWebSocket.all).toHaveLength(2);
  });

  it.each([
    [4002, "sign_in"],
    [4003, "never"],
    [4005, "reload"],
  ])("does not come back by itself after %i", (code, again) => {
    last().welcomes();
    last().ends(code);
    expect(socket.state.value).toMatchObject({ kind: "over", ending: { again } });
    vi.advanceTimersByTime(600_000);
    window.dispatchEvent(new Event("online"));
    expect(FakeWebSocket.all).toHaveLength(1);
  });

  it("gives up on a socket that never welcomes", () => {
    last().opens();
    vi.advanceTimersByTime(10_000);
    expect(socket.state.value.kind).toBe("waiting");
  });

  it("rests after stop", () => {
    last().welcomes();
    socket.stop();
    vi.advanceTimersByTime(600_000);
    expect(socket.state.value.kind).toBe("resting");
    expect(FakeWebSocket.all).toHaveLength(1);
  });
});
