import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { MyFacilitating } from "../generated/wire";
import { say } from "../strings/you";
import { call } from "../wire/api";

/** The way to the tools for a room that one helps to look after. */
export function Facilitating() {
  const rooms = useSignal<MyFacilitating["rooms"]>([]);
  useEffect(() => {
    call<MyFacilitating>("GET", "/api/facilitating").then(
      (mine) => (rooms.value = mine.rooms),
      () => undefined,
    );
  }, []);
  return rooms.value.length > 0 ? (
    <p>
      <button type="button" class="primary" onClick={() => location.replace("/facilitate")}>
        {say("you.facilitate", { room: rooms.value.map(({ title }) => title).join(", ") })}
      </button>
    </p>
  ) : null;
}
