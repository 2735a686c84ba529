import { say } from "../strings/peers";
import { AskModerator } from "./ask_moderator";
import { ConnectionLine } from "./connection_line";
import { Directory } from "./directory";
import { HelpCards } from "./help_cards";
import { helpIsOpen } from "./help_open";
import { HelpPanel } from "./help_panel";
import { Invitation } from "./invitation";
import { Join } from "./join";
import { ReportOutcome } from "./report_outcome";
import { RoomCard } from "./room_card";
import { RoomsAndRoom } from "./rooms_screen";
import { me } from "./session";
import { SignIn } from "./sign_in";
import { Top } from "./top";
import { go, parentOf, type View, view } from "./view";
import { wide } from "./wide";

/** The frame of every screen: the way back, the way out and the way to help stay where they are. */
export function App() {
  const at = view.value;
  const parent = parentOf(at, me.value !== null);
  return (
    <div class="porch">
      <Top back={parent && (() => go(parent))} />
      <ConnectionLine />
      <Invitation />
      <ReportOutcome />
      <div class="under-top">
        <main class="screen" inert={helpIsOpen.value && !wide.value}>
          <Screen at={at} />
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

function Screen({ at }: { at: View }) {
  switch (at.name) {
    case "rooms":
    case "room":
      return <RoomsAndRoom open={at.name === "room" ? at.id : null} />;
    default:
      return (
        <div class="page" key={at.name}>
          <HelpCards />
          <Page at={at} />
        </div>
      );
  }
}

function Page({ at }: { at: View }) {
  switch (at.name) {
    case "card":
      return <RoomCard key={at.slug} slug={at.slug} />;
    case "join":
      return <Join slug={at.slug} />;
    case "sign_in":
      return <SignIn slug={at.slug} />;
    default:
      return <Directory />;
  }
}
