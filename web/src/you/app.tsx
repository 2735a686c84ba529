import { Card } from "../peers/card_panel";
import { helpIsOpen } from "../peers/help_open";
import { HelpPanel } from "../peers/help_panel";
import { Title } from "../peers/title";
import { Top } from "../peers/top";
import { wide } from "../peers/wide";
import { say } from "../strings/you";
import { waiting } from "../wire/proving";
import { AskModerator } from "./ask_moderator";
import { Home } from "./home";
import { me, toRooms } from "./me";
import { ProveForm } from "./prove_form";
import { section } from "./section";
import { SECTIONS } from "./sections";
import { WayIn } from "./way_in";

/** The same frame as where people talk: the way back, the way out and the way to help stay where they are. */
export function App() {
  const open = SECTIONS.find(({ name }) => name === section.value);
  function leaveDoor() {
    section.value = null;
    toRooms();
  }
  function leave() {
    waiting.value?.(false);
    section.value = null;
  }
  return (
    <div class="porch">
      <Top back={!me.value ? leaveDoor : open ? leave : toRooms} />
      <div class="under-top">
        <main class="screen" inert={helpIsOpen.value && !wide.value}>
          <div class="page" key={open?.name}>
            <Card ask={<AskModerator />} />
            {!me.value ? (
              <WayIn />
            ) : open ? (
              <div class="form">
                <Title>{open.title()}</Title>
                {waiting.value && <ProveForm />}
                <div class="form" hidden={waiting.value !== null}>
                  <open.Part />
                </div>
              </div>
            ) : (
              <Home />
            )}
          </div>
        </main>
        {helpIsOpen.value && (
          <HelpPanel nobody={say(me.value ? "help.nobody" : "help.nobody_visitor")}>
            <AskModerator />
          </HelpPanel>
        )}
      </div>
    </div>
  );
}
