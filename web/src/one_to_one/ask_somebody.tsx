import { useSignal } from "@preact/signals";
import { Tick } from "../peers/field";
import { say } from "../strings/one_to_one";
import { Choose } from "./choose";
import { ask, mine, section } from "./mine";

/** Four questions and no text of one's own: nobody is written to who does not want it. */
export function AskSomebody() {
  const member = useSignal("");
  const topic = useSignal("");
  const want = useSignal("");
  const avoid = useSignal<readonly string[]>([]);
  const minutes = useSignal("");
  const tried = useSignal(false);
  const now = mine.value;
  if (!now) return null;
  const people = now.rooms.flatMap((room) =>
    room.people.map(({ member, alias }) => ({
      code: member,
      says: say("ask.in", { alias, room: room.title }),
    })),
  );
  if (now.youth) return <p>{say("one.youth")}</p>;
  if (people.length === 0) return <p>{say("ask.nobody")}</p>;

  async function submit(event: Event) {
    event.preventDefault();
    tried.value = true;
    if (!member.value || !topic.value || !want.value || !minutes.value) return;
    const wanted = { member: member.value, topic: topic.value, want: want.value };
    if (await ask({ ...wanted, avoid: [...avoid.value], minutes: Number(minutes.value) }))
      section.value = null;
  }

  const missing = (value: string) => (tried.value && !value ? say("ask.choose") : null);
  const { topics, wants, avoid: all, minutes: lengths } = now.questions;
  return (
    <form class="form" onSubmit={submit} noValidate>
      <Choose id="member" label={say("ask.whom")} of={people} value={member} error={missing(member.value)} />
      <Choose id="topic" label={say("ask.topic")} of={topics} value={topic} error={missing(topic.value)} />
      <Choose id="want" label={say("ask.want")} of={wants} value={want} error={missing(want.value)} />
      <fieldset class="field">
        <legend>{say("ask.avoid")}</legend>
        {all.map(({ code, says }) => (
          <Tick
            key={code}
            id={`avoid-${code}`}
            label={says}
            checked={avoid.value.includes(code)}
            onChange={(yes) =>
              (avoid.value = yes ? [...avoid.value, code] : avoid.value.filter((one) => one !== code))
            }
          />
        ))}
      </fieldset>
      <Choose
        id="minutes"
        label={say("ask.minutes")}
        of={lengths.map((count) => ({ code: String(count), says: say("ask.minutes_of", { count }) }))}
        value={minutes}
        error={missing(minutes.value)}
      />
      <details>
        <summary>{say("one.who_reads_title")}</summary>
        <p>{say("one.who_reads")}</p>
      </details>
      <button type="submit" class="primary wide">
        {say("ask.send")}
      </button>
    </form>
  );
}
