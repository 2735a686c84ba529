import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { RoomCard as RoomCardData } from "../generated/wire";
import { say } from "../strings/peers";
import * as api from "../wire/api";
import { helpIsOpen } from "./help_open";
import { hereWords } from "./here_words";
import { OnDuty } from "./on_duty";
import { cardOf, fetchRooms, openRooms, staffed } from "./open_rooms";
import { addRoom, me } from "./session";
import { Title } from "./title";
import { go } from "./view";

const QUESTIONS = [
  ["expected", "card.expected"],
  ["run_by", "card.run_by"],
  ["trained", "card.trained"],
  ["when", "card.when"],
  ["how_long", "card.how_long"],
  ["how_many", "card.how_many"],
  ["who_reads", "card.who_reads"],
  ["crisis", "card.crisis"],
  ["not_this", "card.not_this"],
  ["ask_host", "card.ask_host"],
] as const;

/** Everything one may want to know of a room before going in. */
export function RoomCard({ slug }: { slug: string }) {
  const room = useSignal<RoomCardData | null>(cardOf(slug));
  const problem = useSignal<string | null>(null);

  async function read() {
    problem.value = null;
    try {
      room.value = await api.roomCard(slug);
    } catch (error) {
      problem.value = error instanceof api.Refusal ? error.says : say("unreachable");
    }
  }
  useEffect(() => {
    void read();
    if (!openRooms.value) void fetchRooms(); // they say what is planned
  }, [slug]);

  if (!room.value)
    return problem.value ? (
      <p role="alert">
        {problem.value}{" "}
        <button type="button" onClick={read}>
          {say("again")}
        </button>
      </p>
    ) : (
      <p class="soft">{say("moment")}</p>
    );
  return <About room={room.value} />;
}

function About({ room }: { room: RoomCardData }) {
  return (
    <article class="about">
      <Title>{room.title}</Title>
      <p>{room.summary}</p>
      {room.demonstration && <p class="soft">{say("card.demonstration")}</p>}
      <OnDuty staffed={staffed.value ?? room.staffed} />
      <p class="soft">{hereWords(room.here)}</p>
      {room.account_days > 0 && <p class="soft">{say("card.account_days", { count: room.account_days })}</p>}
      <Enter room={room} />
      <dl class="answers">
        {QUESTIONS.map(
          ([key, question]) =>
            room.card[key] && (
              <div key={key}>
                <dt>{say(question)}</dt>
                <dd>{room.card[key]}</dd>
              </div>
            ),
        )}
        <div>
          <dt>{say("card.kept")}</dt>
          <dd>{say("card.kept_days", { count: room.retention_days })}</dd>
        </div>
      </dl>
      <section class="kind-question">
        <h2>{say("card.too_much")}</h2>
        <p>{say("card.too_much_answer")}</p>
        <button type="button" onClick={() => (helpIsOpen.value = true)}>
          {say("card.someone_now")}
        </button>
      </section>
    </article>
  );
}

function Enter({ room }: { room: RoomCardData }) {
  const problem = useSignal<string | null>(null);
  const busy = useSignal(false);
  const inside = me.value?.rooms.some((mine) => mine.id === room.id) ?? false;

  async function enter() {
    if (!me.value) return go({ name: "join", slug: room.slug });
    if (inside) return go({ name: "room", id: room.id });
    busy.value = true;
    problem.value = null;
    try {
      addRoom(await api.join(room.id));
      go({ name: "room", id: room.id });
    } catch (error) {
      problem.value = error instanceof api.Refusal ? error.says : say("unreachable");
    }
    busy.value = false;
  }

  return (
    <div class="enter">
      <button type="button" class="primary wide" disabled={busy.value} onClick={enter}>
        {inside ? say("card.open_room") : say("card.join")}
      </button>
      {problem.value && <p role="alert">{problem.value}</p>}
    </div>
  );
}
