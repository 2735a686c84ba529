// The one socket to `/ws`: it says hello, passes frames in and out, notices dead networks, and comes back
// when, and only when, it makes sense to. What it is doing is in `state`; nothing here touches the page.

import { type ReadonlySignal, signal } from "@preact/signals";
import { CLOSE_CODES, PROTOCOL_VERSION } from "../generated/constants";
import type { ClientFrame, Cursor, ServerFrame, Welcome } from "../generated/wire";
import { fullJitter } from "./backoff";

const PING_EVERY = 15_000;
const PONG_WITHIN = 5_000;
const WELCOME_WITHIN = 10_000;

export type CloseCode = keyof typeof CLOSE_CODES;
export type Ending = { code: CloseCode; again: "sign_in" | "reload" | "never"; says: string };

export type SocketState =
  | { kind: "resting" } // not asked to connect
  | { kind: "connecting"; attempt: number }
  | { kind: "live"; welcome: Welcome }
  | { kind: "waiting"; attempt: number; says: string | null } // will try again by itself
  | { kind: "over"; ending: Ending }; // the server said that coming back by itself makes no sense

export interface SocketOptions {
  /** How far the personal log has been read, asked at every hello. */
  personal?: () => Cursor | undefined;
  /** Every frame but `pong`, `welcome` included, in order. */
  onFrame: (frame: ServerFrame) => void;
  url?: string;
}

export interface Socket {
  readonly state: ReadonlySignal<SocketState>;
  start(): void;
  /** Closes for good, or until the next `start`. */
  stop(): void;
  /** Whether it was handed to the network. Only a later frame says that it arrived. */
  send(frame: ClientFrame): boolean;
}

function ownAddress(): string {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`;
}

export function createSocket(options: SocketOptions): Socket {
  const state = signal<SocketState>({ kind: "resting" });
  let socket: WebSocket | null = null;
  let attempt = 0;
  let comeBackAt: number | null = null; // what `away` named, on a clock that nobody sets
  let pings = 0;
  let timer: ReturnType<typeof setTimeout> | undefined; // the next attempt, or the next ping
  let deadline: ReturnType<typeof setTimeout> | undefined; // of a welcome, or of a pong

  function start(): void {
    if (state.value.kind === "connecting" || state.value.kind === "live") return;
    listen(true);
    attempt = 0;
    connect();
  }

  function stop(): void {
    listen(false);
    drop();
    state.value = { kind: "resting" };
  }

  function send(frame: ClientFrame): boolean {
    if (state.value.kind !== "live" || socket?.readyState !== WebSocket.OPEN) return false;
    socket.send(JSON.stringify(frame));
    return true;
  }

  function connect(): void {
    drop();
    state.value = { kind: "connecting", attempt };
    const opened = new WebSocket(options.url ?? ownAddress());
    socket = opened;
    deadline = setTimeout(lost, WELCOME_WITHIN);
    opened.onopen = () => {
      const personal = options.personal?.();
      const hello: ClientFrame = { t: "hello", protocol: PROTOCOL_VERSION, ...(personal && { personal }) };
      opened.send(JSON.stringify(hello));
    };
    opened.onmessage = (event) => receive(event.data as string);
    opened.onclose = (event) => closed(event.code);
  }

  function receive(data: string): void {
    const frame = JSON.parse(data) as ServerFrame;
    if (frame.t === "pong") {
      if (frame.n === pings) clearTimeout(deadline);
      return;
    }
    if (frame.t === "welcome") {
      clearTimeout(deadline);
      attempt = 0;
      comeBackAt = null;
      timer = setTimeout(ping, PING_EVERY);
      state.value = { kind: "live", welcome: frame }; // whoever watches this may stop the line at once
    }
    if (frame.t === "away") comeBackAt = performance.now() + frame.retry_after * 1000;
    options.onFrame(frame);
  }

  function ping(): void {
    clearTimeout(timer);
    clearTimeout(deadline);
    pings += 1;
    if (send({ t: "ping", n: pings })) {
      deadline = setTimeout(lost, PONG_WITHIN);
      timer = setTimeout(ping, PING_EVERY);
    } else lost();
  }

  function closed(code: number): void {
    const known = CLOSE_CODES[String(code) as CloseCode] as (typeof CLOSE_CODES)[CloseCode] | undefined;
    if (!known || known.again === "later") lost(known?.says);
    else if (known.again === "now") {
      attempt = 0;
      lost(known.says);
    } else {
      stop();
      const ending: Ending = { code: String(code) as CloseCode, again: known.again, says: known.says };
      state.value = { kind: "over", ending };
    }
  }

  /** No connection any more, for whatever reason that passes. */
  function lost(says: string | null = null): void {
    drop();
    state.value = { kind: "waiting", attempt, says };
    if (document.hidden) return; // `wake` tries when somebody looks again
    const named = comeBackAt === null ? 0 : Math.max(0, comeBackAt - performance.now());
    timer = setTimeout(() => document.hidden || connect(), named + fullJitter(attempt));
    attempt += 1;
  }

  /** Let go of the socket at once. On a dead network a closing handshake would take minutes, so nobody waits for it. */
  function drop(): void {
    clearTimeout(timer);
    clearTimeout(deadline);
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    socket = null;
  }

  /** The network or the reader came back, or left: is the line still good? */
  function wake(): void {
    if (document.hidden) return;
    if (state.value.kind === "live") ping();
    else if (state.value.kind === "waiting") {
      attempt = Math.min(attempt, 1);
      lost(state.value.says);
    }
  }

  function listen(on: boolean): void {
    const change = on ? "addEventListener" : "removeEventListener";
    window[change]("online", wake);
    window[change]("offline", wake);
    document[change]("visibilitychange", wake);
  }

  return { state, start, stop, send };
}
