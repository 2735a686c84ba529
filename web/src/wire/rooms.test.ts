import { expect, it } from "vitest";
import type { ClientFrame, Message } from "../generated/wire";
import { createRooms } from "./rooms";

const said = (id: string, position: number): Message => ({
  id,
  member_id: "m",
  alias: "Robin",
  position,
  changed: position,
  at: 0,
  text: id,
});

it("reads all anew when asked to: what has ended meanwhile is on no screen any more", () => {
  const asked: ClientFrame[] = [];
  const rooms = createRooms((frame) => asked.push(frame) > 0);
  for (const room of ["open", "shut"]) {
    rooms.open(room);
    rooms.receive({
      t: "changes",
      room,
      epoch: "e",
      from: 0,
      to: 2,
      items: [said("old", 1), said("young", 2)],
    });
  }
  rooms.shut("shut");

  rooms.resume();
  expect(asked.pop()).toEqual({ t: "open", room: "open", cursor: { epoch: "e", at: 2 } });
  rooms.resume(true);
  expect(asked.pop()).toEqual({ t: "open", room: "open" });
  expect(rooms.state("shut").value.log.entries).toEqual([]);

  rooms.receive({
    t: "changes",
    room: "open",
    epoch: "e",
    from: 0,
    to: 2,
    items: [said("young", 2)],
    reset: true,
  });
  expect(rooms.state("open").value.log.entries.map(({ id }) => id)).toEqual(["young"]);
});
