// The rooms one looks into: each room's log, who is typing, how many are here. Fed with frames from the socket;
// a room that was open is opened again from its cursor after every welcome.

import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { ClientFrame, Gone, Live, Message, Refused, ServerFrame } from "../generated/wire";
import { history } from "./api";
import { spread } from "./backoff";
import { addOlder, applyPage, cursorOf, emptyLog, fits, type Log, olderThan } from "./log";

const TYPING_FADES = 6_000;

export interface RoomState {
  readonly log: Log<Message>;
  /** Everything there is has been read; what comes now is new. */
  readonly live: boolean;
  readonly here: number | null;
  /** Normal, slow, all held, or frozen, and until when. */
  readonly now: Pick<Live, "state" | "every_s" | "until">;
  /** Aliases by member_id. */
  readonly typing: ReadonlyMap<string, string>;
  readonly gone: Gone["code"] | null;
}

export interface Rooms {
  state(room: string): ReadonlySignal<RoomState>;
  open(room: string): void;
  shut(room: string): void;
  receive(frame: ServerFrame): void;
  /** A new welcome: ask again for what is open; `anew`: from the beginning, and forget the rest. */
  resume(anew?: boolean): void;
  /** The line is down: nothing is live. */
  pause(): void;
  /** Read one more page of older messages; `before` is called just before they are put in, so that a screen can
   * keep its place. Rejects as `api.history` does. */
  loadOlder(room: string, before?: () => void): Promise<void>;
  forget(): void;
}

const UNKNOWN: RoomState = {
  log: emptyLog(),
  live: false,
  here: null,
  now: {},
  typing: new Map(),
  gone: null,
};

export function createRooms(send: (frame: ClientFrame) => boolean): Rooms {
  const states = new Map<string, Signal<RoomState>>();
  const opened = new Set<string>();
  const fading = new Map<string, ReturnType<typeof setTimeout>>();
  const asking = new Map<string, ReturnType<typeof setTimeout>>();

  function state(room: string): Signal<RoomState> {
    const known = states.get(room);
    if (known) return known;
    const made = signal(UNKNOWN);
    states.set(room, made);
    return made;
  }

  function change(room: string, part: Partial<RoomState>): void {
    const of = state(room);
    of.value = { ...of.value, ...part };
  }

  function ask(room: string, anew?: boolean): void {
    const cursor = anew ? null : cursorOf(state(room).value.log);
    send({ t: "open", room, ...(cursor && { cursor }) });
  }

  function stopTyping(room: string, members: Iterable<string>): void {
    const typing = new Map(state(room).value.typing);
    let fewer = false;
    for (const member of members) {
      clearTimeout(fading.get(room + member));
      fading.delete(room + member);
      fewer = typing.delete(member) || fewer;
    }
    if (fewer) change(room, { typing });
  }

  function startTyping(room: string, member: string, alias: string): void {
    stopTyping(room, [member]);
    change(room, { typing: new Map(state(room).value.typing).set(member, alias) });
    fading.set(
      room + member,
      setTimeout(() => stopTyping(room, [member]), TYPING_FADES),
    );
  }

  /** A refusal without a `client_id` answers an `open`: for now, or for good. */
  function refused({ room, client_id, retry_after, code }: Refused): void {
    if (!room || client_id || !opened.has(room)) return;
    if (retry_after != null) {
      clearTimeout(asking.get(room));
      asking.set(
        room,
        setTimeout(() => opened.has(room) && ask(room), spread(retry_after)),
      );
    } else {
      opened.delete(room);
      change(room, { gone: code === "removal" || code === "suspension" ? code : "left" });
    }
  }

  function receive(frame: ServerFrame): void {
    switch (frame.t) {
      case "changes": {
        const { log } = state(frame.room).value;
        if (!fits(log, frame)) return ask(frame.room);
        const authors = frame.items.map((item) => item.member_id);
        change(frame.room, { log: applyPage(log, frame) });
        return stopTyping(frame.room, authors);
      }
      case "live":
        return change(frame.room, {
          live: true,
          here: frame.here,
          now: frame,
          gone: null,
        });
      case "room_state":
        return change(frame.room, { now: frame });
      case "here":
        return change(frame.room, { here: frame.count });
      case "is_typing":
        return startTyping(frame.room, frame.member_id, frame.alias);
      case "refused":
        return refused(frame);
      case "gone":
        opened.delete(frame.room);
        return change(frame.room, { gone: frame.code, live: false, here: null, typing: new Map() });
    }
  }

  return {
    state,
    receive,

    open(room) {
      if (opened.has(room)) return;
      opened.add(room);
      ask(room);
    },

    shut(room) {
      if (!opened.delete(room)) return;
      send({ t: "shut", room });
      change(room, { live: false, here: null, typing: new Map() });
    },

    resume(anew) {
      if (anew) for (const [room, of] of states) if (!opened.has(room)) of.value = UNKNOWN;
      for (const room of opened) ask(room, anew);
    },

    pause() {
      for (const room of opened) change(room, { live: false, here: null, typing: new Map() });
    },

    async loadOlder(room, before) {
      const position = olderThan(state(room).value.log);
      if (position === null) return;
      const older = await history(room, position);
      before?.();
      change(room, { log: addOlder(state(room).value.log, position, older.items, older.more) });
    },

    forget() {
      for (const timers of [fading, asking]) {
        for (const timer of timers.values()) clearTimeout(timer);
        timers.clear();
      }
      opened.clear();
      states.clear();
    },
  };
}
