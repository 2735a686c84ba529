import { say } from "../strings/console";
import { Entrance } from "./entrance/entrance";
import { NotForYou } from "./entrance/not_for_you";
import { DeskScreen } from "./screen/desk_screen";
import { session, whoIsHere } from "./session";

/** The console, or its door. */
export function App() {
  const { value: now } = session;
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
    case "peer":
      return <NotForYou me={now.me} />;
    case "moderator":
      return <DeskScreen me={now.me} />;
  }
}
