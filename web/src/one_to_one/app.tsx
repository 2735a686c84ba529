import { Card } from "../peers/card_panel";
import { helpIsOpen } from "../peers/help_open";
import { HelpPanel } from "../peers/help_panel";
import { Title } from "../peers/title";
import { Top } from "../peers/top";
import { wide } from "../peers/wide";
import { say } from "../strings/one_to_one";
import { AskModerator } from "../you/ask_moderator";
import { toRooms } from "../you/me";
import { Home } from "./home";
import { mine, problem, read, section } from "./mine";
import { SECTIONS } from "./sections";

/** The same frame as where people talk: the way back, the way out and the way to help stay where they are. */
export function App() {
  const open = SECTIONS.find(({ name }) => name === section.value);
  const leave = () => (section.value = null);
  return (
    <div class="porch">
      <Top back={open ? leave : toRooms} />
      <div class="under-top">
        <main class="screen" inert={helpIsOpen.value && !wide.value}>
          <div class="page" key={open?.name}>
            <Card ask={<AskModerator />} />
            <div class="form">
              <Title>{open ? open.title() : say("one.title")}</Title>
              {problem.value && <p role="alert">{problem.value}</p>}
              {mine.value === null ? <Missing /> : open ? <open.Part /> : <Home mine={mine.value} />}
            </div>
          </div>
        </main>
        {helpIsOpen.value && (
          <HelpPanel nobody={say("help.nobody")}>
            <AskModerator />
          </HelpPanel>
        )}
      </div>
    </div>
  );
}

function Missing() {
  if (!problem.value) return null;
  return (
    <p>
      {say("one.failed")}{" "}
      <button type="button" onClick={read}>
        {say("again")}
      </button>
    </p>
  );
}
