// What the server has said it has. It is kept for a day, because a server that was restored from a back-up has lost
// what came after: its epoch is another one then, and this is offered again. What was removed or declined is not. Of
// what one took back oneself the server's id is kept, so that it can be taken back once more.

import type { Keeping } from "./keeping";

const FOR = 24 * 60 * 60 * 1000;
const MOST = 200;

export interface Said {
  room: string;
  /** null: its author has taken it back. */
  text: string | null;
  /** When the server said so, by our clock; later is larger, whatever the clock does. */
  at: number;
  epoch: string;
  /** The server's id of the message. */
  id: string;
}

export interface AllSaid {
  /** By `client_id`. Something that is kept already keeps its place in the order. */
  keep(client_id: string, one: Omit<Said, "at">): void;
  drop(client_id: string): void;
  /** A log of this epoch shows these, by the server's ids. A back-up that has one of them has what was said in its room
   * before it, too: returns, by `client_id`, what is known of this epoch now. */
  shown(ids: ReadonlySet<string>, epoch: string): string[];
  /** Those of another epoch, in the order in which they were said. */
  before(epoch: string): (readonly [client_id: string, one: Said])[];
  /** By the server's id. */
  find(id: string): readonly [client_id: string, one: Said] | undefined;
  clear(): void;
}

const key = (client_id: string) => `said.${client_id}`;

export function createSaid(place: Keeping): AllSaid {
  const kept = place.keys(key("")).map((name) => {
    return [name.slice(key("").length), JSON.parse(place.read(name) ?? "{}") as Said] as const;
  });
  const all = new Map(kept.sort(([, a], [, b]) => a.at - b.at));
  let last = kept[kept.length - 1]?.[1].at ?? 0;

  function write(client_id: string, one: Said): void {
    all.set(client_id, one);
    place.write(key(client_id), JSON.stringify(one));
  }

  function drop(client_id: string): void {
    all.delete(client_id);
    place.remove(key(client_id));
  }

  function dropOld(): void {
    for (const [client_id, { at }] of all) if (all.size > MOST || Date.now() - at > FOR) drop(client_id);
  }

  dropOld();

  return {
    drop,

    keep(client_id, one) {
      const at = all.get(client_id)?.at ?? Math.max(Date.now(), last + 1);
      last = Math.max(last, at);
      write(client_id, { ...one, at });
      dropOld();
    },

    shown(ids, epoch) {
      const last = new Map<string, number>();
      const log = ({ room, epoch }: Said) => `${room} ${epoch}`;
      for (const one of all.values())
        if (one.epoch !== epoch && one.text !== null && ids.has(one.id))
          last.set(log(one), Math.max(last.get(log(one)) ?? 0, one.at));
      const known = [...all].filter(([, one]) => one.text !== null && one.at <= (last.get(log(one)) ?? 0));
      for (const [client_id, one] of known) write(client_id, { ...one, epoch });
      return known.map(([client_id]) => client_id);
    },

    before(epoch) {
      dropOld();
      return [...all].filter(([, one]) => one.epoch !== epoch);
    },

    find: (id) => [...all].find(([, one]) => one.id === id),

    clear() {
      for (const client_id of [...all.keys()]) drop(client_id);
    },
  };
}
