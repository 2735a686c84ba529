import { say } from "../strings/console";
import { Entrance } from "./entrance/entrance";
import { NotForYou } from "./entrance/not_for_you";
import { SecondProof } from "./entrance/second_proof";
import { TakeRole } from "./entrance/take_role";
import { DeskScreen } from "./screen/desk_screen";
import { roleOffered, session, whoIsHere } from "./session";

/** The console, or its door. */
export function App() {
  const { value: now } = session;
  const role = roleOffered.value;
  if (role !== null && (now.kind === "peer" || now.kind === "moderator"))
    return <TakeRole me={now.me} code={role} />;
  switch (now.kind) {
    case "asking":
      return <p class="alone">{say("app.moment")}</p>;
    case "unreachable":
      return (
        <main class="alone">
          <p role="alert">{say("trouble.no_server")}</p>
          <button type="button" onClick={whoIsHere}>
            {say("app.again")}
          </button>
        </main>
      );
    case "nobody":
      return <Entrance says={now.says} />;
    case "unproven":
      return <SecondProof />;
    case "peer":
      return <NotForYou me={now.me} />;
    case "moderator":
      return <DeskScreen me={now.me} />;
  }
}
