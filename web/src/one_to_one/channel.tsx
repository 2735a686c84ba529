import type { MyChannel } from "../generated/wire";
import { whenOf } from "../strings/clock";
import { say } from "../strings/one_to_one";
import { TheAnswers } from "./answers";
import { act, talk } from "./mine";

/** One of one's channels: one press does it, and what was done can be taken back. */
export function Channel({ channel }: { channel: MyChannel }) {
  const others = channel.others.join(", ");
  const name = others ? say("channels.with", { alias: others }) : say("channels.gone");
  const can = channel.acts.filter(
    (one) => !(one === "pause" || one === "keep" || one === "again") || !channel.mine.includes(one),
  );
  return (
    <section class="asked" aria-labelledby={`channel-${channel.id}`}>
      <h3 id={`channel-${channel.id}`}>{name}</h3>
      <p role="status">
        {say(`state.${channel.state}`, { when: channel.goes ? whenOf(channel.goes) : "" })}{" "}
        {MINE.filter((one) => channel.mine.includes(one)).map((one) => say(`mine.${one}`))}
      </p>
      <p class="hint">{say("channels.as", { alias: channel.alias })}</p>
      <TheAnswers answers={channel.answers} />
      <p class="acts">
        <button
          type="button"
          class={channel.state === "open" ? "primary" : ""}
          onClick={() => talk(channel.id)}
        >
          {say(channel.state === "open" ? "channels.open" : "channels.read")}
        </button>
        {can.map((one) => (
          <button
            key={one}
            type="button"
            aria-label={say("act.about", { act: say(`act.${one}`), alias: others })}
            onClick={() => act(channel.id, one)}
          >
            {say(`act.${one}`)}
          </button>
        ))}
      </p>
      {channel.state === "open" && <p class="hint">{say("act.block_hint")}</p>}
    </section>
  );
}

const MINE = ["pause", "keep", "again"] as const;
