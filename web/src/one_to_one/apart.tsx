import { useSignal } from "@preact/signals";
import { say } from "../strings/one_to_one";
import { Choose } from "./choose";
import { keepApart, lift, mine } from "./mine";

/** Whom one is kept apart from, and by which name one knew them; and the way to be kept apart from somebody else. */
export function Apart() {
  const member = useSignal("");
  const now = mine.value;
  if (!now) return null;
  const people = now.rooms.flatMap((room) =>
    room.people.map(({ member, alias }) => ({
      code: member,
      says: say("ask.in", { alias, room: room.title }),
    })),
  );

  async function keep(why: "block" | "known") {
    if (member.value && (await keepApart(member.value, why))) member.value = "";
  }

  return (
    <>
      <p>{say("apart.why")}</p>
      {now.apart.length === 0 && <p class="soft">{say("apart.none")}</p>}
      <ul class="devices">
        {now.apart.map(({ id, alias, why }) => (
          <li key={id} class="device">
            <span>{say(`apart.${why}`, { alias })}</span>
            <button type="button" onClick={() => lift(id)}>
              {say("apart.lift", { alias })}
            </button>
          </li>
        ))}
      </ul>
      {people.length > 0 && (
        <section class="field">
          <Choose id="apart" label={say("apart.somebody")} of={people} value={member} error={null} />
          <p class="acts">
            <button type="button" onClick={() => keep("block")}>
              {say("apart.do_block")}
            </button>
            <button type="button" onClick={() => keep("known")}>
              {say("apart.do_known")}
            </button>
          </p>
        </section>
      )}
    </>
  );
}
