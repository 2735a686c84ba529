import type { MyRoom } from "../generated/wire";
import { say } from "../strings/peers";
import { rooms } from "./line";
import { isMuted } from "./muted";

/** Who is typing, if anybody. It keeps its place, so that nothing jumps. Not announced: it would never be silent. */
export function TypingLine({ room: { id, member_id } }: { room: MyRoom }) {
  const typing = [...rooms.state(id).value.typing]
    .filter(([member]) => member !== member_id && !isMuted(member))
    .map(([, alias]) => alias);
  const [first, second] = typing;
  return (
    <p class="typing">
      {typing.length === 1 && first && say("typing.one", { alias: first })}
      {typing.length === 2 && first && second && say("typing.two", { first, second })}
      {typing.length > 2 && say("typing.more", { count: typing.length })}
    </p>
  );
}
