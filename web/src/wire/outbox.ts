// What one has said and the server has not yet taken. Each message keeps its `client_id` through reloads and retries,
// so the server stores it once however often it is offered. In each room one message is under way at a time:
// the next goes when the server has answered, so they arrive in the order they were written.
//
// What the server has taken is offered again, quietly, where the server has become another one: its database was
// restored from a back-up. New words go first; nobody in need waits for what was said before.

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Refused, Send, Sent } from "../generated/wire";
import { spread } from "./backoff";
import { newClientId } from "./client_id";
import { type Keeping, keeping, waitsTooLong } from "./keeping";
import { createSaid } from "./said";

const ANSWER_WITHIN = 15_000;
const TRY_AGAIN = 2; // seconds, where the server names a hindrance that passes but no time
/** So many are offered again at once, then one every so many milliseconds: less than the server takes for a flood. */
const AGAIN_AT_ONCE = 40;
const AGAIN_EVERY = 500;

/** Refusals that pass by themselves once one is signed in again. */
const UNTIL_SIGNED_IN = new Set(["not_signed_in", "signed_out"]);

export type UnsentState =
  | { kind: "waiting" } // for the network, or for its turn
  | { kind: "sending" }
  | { kind: "delayed"; says: string } // refused for now, tried again by itself
  | { kind: "sent"; id: string } // stored; the room's log will show it
  | { kind: "held"; id: string } // stored; waits for a person
  | KeptBack;

/** Will not be sent as it is. `category`: what was found in it. */
interface KeptBack {
  kind: "kept_back";
  code: string;
  says: string;
  category?: string | null;
}

export interface Unsent {
  readonly client_id: string;
  readonly room: string;
  readonly text: string;
  readonly written: number;
  readonly state: UnsentState;
  /** It had been taken once: not on screen, unless the server does not take it again. */
  readonly quiet?: boolean;
}

export interface Outbox {
  readonly unsent: ReadonlySignal<readonly Unsent[]>;
  write(room: string, text: string): Unsent;
  /** The line is up, to a server of this epoch: offer everything again. */
  resume(epoch: string): void;
  /** The line is down: what was under way waits. */
  pause(): void;
  sent(frame: Sent): void;
  refused(frame: Refused): void;
  /** Offer a message that was kept back once more, as a new one. */
  again(client_id: string): void;
  /** Take a message out: its author does not want it sent. */
  discard(client_id: string): void;
  /** The logs on screen have these, by the server's ids, whichever of log and answer came first. */
  settle(ids: readonly string[]): void;
  /** A log of the server that the line is up to has these. */
  seen(messages: readonly { id: string; state?: string }[]): void;
  /** Whether it is being offered again quietly. */
  isQuiet(client_id: string): boolean;
  /** Messages, by the server's ids, that were removed or declined: they are not offered again. */
  removed(ids: readonly string[]): void;
  /** Its author took this message back. */
  tookBack(id: string): void;
  /** Nothing that was said, or is to be said, is kept any more. */
  forget(): void;
}

interface Kept {
  room: string;
  text: string;
  written: number;
  kept_back?: Omit<KeptBack, "kind">;
}

const key = (client_id: string) => `unsent.${client_id}`;

function readKept(place: Keeping): Unsent[] {
  const found: Unsent[] = [];
  for (const name of place.keys(key(""))) {
    const text = place.read(name);
    if (text === null) continue;
    const { kept_back, ...kept } = JSON.parse(text) as Kept;
    if (waitsTooLong(kept.written)) {
      place.remove(name);
      continue;
    }
    const state: UnsentState = kept_back ? { kind: "kept_back", ...kept_back } : { kind: "waiting" };
    found.push({ client_id: name.slice(key("").length), ...kept, state });
  }
  return found.sort((a, b) => a.written - b.written);
}

const isUnderWay = ({ state }: Unsent) => ["waiting", "sending", "delayed"].includes(state.kind);

/** `offer` hands a frame to the socket and says whether that went. `takeBack` removes a message of one's own; it
 * rejects where trying again makes sense. */
export function createOutbox(
  offer: (frame: Send) => boolean,
  place: Keeping = keeping,
  takeBack: (id: string) => Promise<unknown> = () => Promise.resolve(),
): Outbox {
  const all = signal<readonly Unsent[]>(readKept(place));
  const said = createSaid(place);
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  let epoch = "";
  let againAt = 0; // when all that was offered again would have been due, one after the other

  const find = (client_id: string) => all.value.find((one) => one.client_id === client_id);

  function keep(one: Unsent): void {
    const { room, text, written, state } = one;
    const kept: Kept = { room, text, written };
    if (state.kind === "kept_back") {
      const { kind: _, ...why } = state;
      kept.kept_back = why;
    }
    place.write(key(one.client_id), JSON.stringify(kept));
  }

  function become(client_id: string, state: UnsentState): void {
    clearTimeout(timers.get(client_id));
    timers.delete(client_id);
    all.value = all.value.map((one) => (one.client_id === client_id ? { ...one, state } : one));
  }

  function add(room: string, text: string): Unsent {
    // Two messages of one millisecond keep their order after a reload too.
    const last = all.value[all.value.length - 1]?.written ?? 0;
    const written = Math.max(Date.now(), last + 1);
    const one: Unsent = { client_id: newClientId(), room, text, written, state: { kind: "waiting" } };
    keep(one);
    all.value = [...all.value, one];
    return one;
  }

  function remove(client_id: string): void {
    all.value = all.value.filter((one) => one.client_id !== client_id);
  }

  /** Offer the first message of a room that is not settled, unless one is under way. */
  function next(room: string): void {
    const mine = all.value.filter((one) => one.room === room && isUnderWay(one));
    if (mine.some(({ state }) => state.kind === "sending")) return;
    const first = mine.find((one) => !one.quiet) ?? mine[0];
    if (first?.state.kind !== "waiting") return;
    const { client_id, text } = first;
    const wait = first.quiet ? waitBeforeAgain() : 0;
    if (wait > 0) {
      clearTimeout(timers.get(client_id));
      timers.set(
        client_id,
        setTimeout(() => next(room), wait),
      );
      return;
    }
    if (!offer({ t: "send", room, client_id, text })) return;
    if (first.quiet) againAt = Math.max(againAt, Date.now()) + AGAIN_EVERY;
    become(client_id, { kind: "sending" });
    timers.set(
      client_id,
      setTimeout(() => retry(client_id), ANSWER_WITHIN),
    );
  }

  function waitBeforeAgain(): number {
    return againAt - Date.now() - (AGAIN_AT_ONCE - 1) * AGAIN_EVERY;
  }

  function retry(client_id: string): void {
    const one = find(client_id);
    if (!one) return;
    become(client_id, { kind: "waiting" });
    next(one.room);
  }

  function discard(client_id: string): void {
    become(client_id, { kind: "waiting" });
    place.remove(key(client_id));
    remove(client_id);
  }

  /** What the server had taken before it became another one. */
  function offerAgain(): void {
    for (const [client_id, { room, text, at, id }] of said.before(epoch)) {
      remove(client_id);
      if (text !== null)
        all.value = [
          ...all.value,
          { client_id, room, text, written: at, state: { kind: "waiting" }, quiet: true },
        ];
      else
        takeBack(id).then(
          () => noteTakenBack(id),
          () => undefined,
        );
    }
  }

  /** The server has it: under way it gets its answer, else it is left out. */
  function needNotOffer(client_id: string): void {
    const one = find(client_id);
    if (!one?.quiet || one.state.kind === "sending") return;
    discard(client_id);
    next(one.room);
  }

  function noteTakenBack(id: string): void {
    const [client_id] = said.find(id) ?? [];
    if (client_id) said.drop(client_id);
    said.keep(id, { room: "", text: null, epoch, id });
  }

  return {
    unsent: computed(() => all.value.filter((one) => !(one.quiet && isUnderWay(one)))),
    discard,

    write(room, text) {
      const one = add(room, text);
      next(room);
      return one;
    },

    resume(now) {
      epoch = now;
      offerAgain();
      for (const room of new Set(all.value.map((one) => one.room))) next(room);
    },

    pause() {
      for (const one of all.value)
        if (one.state.kind === "sending" || one.state.kind === "delayed")
          become(one.client_id, { kind: "waiting" });
    },

    sent({ client_id, id, state, again }) {
      const one = find(client_id);
      if (!one) return;
      place.remove(key(client_id));
      const isStored = state === "shown" || state === "held";
      if (one.quiet && !again) said.drop(client_id); // stored anew, after all that is there
      if (isStored) said.keep(client_id, { room: one.room, text: one.text, epoch, id });
      else said.drop(client_id);
      if (isStored && !(one.quiet && again))
        become(client_id, { kind: state === "shown" ? "sent" : "held", id });
      else remove(client_id);
      next(one.room);
    },

    refused(frame) {
      const one = frame.client_id ? find(frame.client_id) : undefined;
      if (!one) return;
      if (UNTIL_SIGNED_IN.has(frame.code)) return become(one.client_id, { kind: "waiting" });
      if (frame.retry_after != null) {
        become(one.client_id, { kind: "delayed", says: frame.says });
        const wait = Math.max(frame.retry_after, 0) || TRY_AGAIN;
        timers.set(
          one.client_id,
          setTimeout(() => retry(one.client_id), spread(wait)),
        );
        return;
      }
      const { code, says, category } = frame;
      become(one.client_id, { kind: "kept_back", code, says, ...(category ? { category } : {}) });
      said.drop(one.client_id);
      const kept = find(one.client_id);
      if (kept) keep(kept);
      next(one.room);
    },

    again(client_id) {
      const one = find(client_id);
      if (!one) return;
      discard(client_id);
      this.write(one.room, one.text);
    },

    settle(ids) {
      for (const { client_id, state } of all.value)
        if ((state.kind === "sent" || state.kind === "held") && ids.includes(state.id)) discard(client_id);
    },

    seen(messages) {
      const ids = messages.map(({ id }) => id);
      this.settle(ids);
      this.removed(messages.filter(({ state }) => state === "removed").map(({ id }) => id));
      for (const client_id of said.shown(new Set(ids), epoch)) needNotOffer(client_id);
    },

    isQuiet: (client_id) => find(client_id)?.quiet === true,

    removed(ids) {
      for (const id of ids) {
        const [client_id, one] = said.find(id) ?? [];
        if (!client_id || one?.text === null) continue;
        said.drop(client_id);
        if (find(client_id)?.quiet) discard(client_id);
      }
    },

    tookBack: noteTakenBack,

    forget() {
      for (const { client_id } of all.value) discard(client_id);
      said.clear();
    },
  };
}
