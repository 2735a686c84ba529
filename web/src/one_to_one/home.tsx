import type { MyAsk, OneToOne } from "../generated/wire";
import { whenOf } from "../strings/clock";
import { say } from "../strings/one_to_one";
import { TheAnswers } from "./answers";
import { Channel } from "./channel";
import { answer, section } from "./mine";
import { SECTIONS } from "./sections";

/** Who asks, what one has asked, one's channels, and the ways to the rest. */
export function Home({ mine }: { mine: OneToOne }) {
  return (
    <>
      <p>{say("one.lead")}</p>
      <details>
        <summary>{say("one.who_reads_title")}</summary>
        <p>{say("one.who_reads")}</p>
      </details>
      {mine.youth && <p class="line">{say("one.youth")}</p>}
      {mine.asked.map((one) => (
        <Asked key={one.id} ask={one} />
      ))}
      {mine.asking.length > 0 && (
        <section class="field" aria-labelledby="asking-title">
          <h2 id="asking-title">{say("asking.title")}</h2>
          {mine.asking.map((one) => (
            <Asking key={one.id} ask={one} />
          ))}
        </section>
      )}
      <section class="field" aria-labelledby="channels-title">
        <h2 id="channels-title">{say("channels.title")}</h2>
        {mine.channels.length === 0 && <p class="soft">{say("channels.none")}</p>}
        {mine.channels.map((one) => (
          <Channel key={one.id} channel={one} />
        ))}
      </section>
      <nav aria-label={say("one.title")}>
        <ul class="sections">
          {SECTIONS.map(({ name, title, about }) => (
            <li key={name}>
              <button type="button" class="section-entry" onClick={() => (section.value = name)}>
                <span>{title()}</span>
                <span class="soft">{about()}</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}

/** Who may read it stands beside the way to accept: it is said before anything is. */
function Asked({ ask }: { ask: MyAsk }) {
  return (
    <section class="field asked" aria-labelledby={`asked-${ask.id}`}>
      <h2 id={`asked-${ask.id}`}>{say("asked.title")}</h2>
      <p>
        <strong>{say("asked.who", { alias: ask.alias, room: ask.met })}</strong>
      </p>
      <TheAnswers answers={ask.answers} />
      <p class="hint">{say("one.who_reads")}</p>
      <p class="hint">{say("asked.quiet", { when: whenOf(ask.until) })}</p>
      <p class="acts">
        <button type="button" class="primary" onClick={() => answer(ask.id, "accept")}>
          {say("asked.accept")}
        </button>
        <button type="button" onClick={() => answer(ask.id, "let_pass")}>
          {say("asked.let_pass")}
        </button>
      </p>
    </section>
  );
}

function Asking({ ask }: { ask: MyAsk }) {
  return (
    <div class="asked">
      <p>
        <strong>{say("asked.who", { alias: ask.alias, room: ask.met })}</strong>
      </p>
      <TheAnswers answers={ask.answers} />
      <p class="hint">{say("asking.waits", { when: whenOf(ask.until) })}</p>
      <p>
        <button type="button" onClick={() => answer(ask.id, "withdraw")}>
          {say("asking.withdraw")}
        </button>
      </p>
    </div>
  );
}
