import type { Colleague } from "../../generated/wire";
import { timeOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { duty } from "../desk/duty";
import { team } from "./team";
import { colleagueRests, whatIsNear } from "./words";

/** What one is told at the desk about enough being near: one's own; and whoever leads, about the others. */
export function Told({ myName }: { myName: string }) {
  const near = duty.value?.near;
  return (
    <>
      {near && (
        <p class="told" role="status">
          {whatIsNear[near]()} {say("near.then")}
        </p>
      )}
      <Others myName={myName} />
    </>
  );
}

function Others({ myName }: { myName: string }) {
  const known = team.value;
  if (!known) return null;
  const others = known.people.filter(({ pseudonym }) => pseudonym !== myName);
  const said = others.flatMap(wordsAbout);
  if (known.alone && known.alone !== myName) said.push(say("team.alone", { name: known.alone }));
  if (said.length === 0) return null;
  return (
    <section class="told" aria-labelledby="team-title">
      <h2 id="team-title">{say("team.title")}</h2>
      <ul class="bullets">
        {said.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </section>
  );
}

function wordsAbout({ pseudonym: name, resting, asks }: Colleague): string[] {
  const rests = resting ? [colleagueRests[resting.why](name, timeOf(resting.until))] : [];
  return asks ? [...rests, say("team.asks", { name })] : rests;
}
