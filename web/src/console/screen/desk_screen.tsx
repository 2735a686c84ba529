import type { Me } from "../../generated/wire";
import { say } from "../../strings/console";
import { isTalking } from "../case/acts";
import { CasePane } from "../case/case_pane";
import { ConversationPane } from "../conversation/conversation_pane";
import { breakUntil, duty } from "../desk/duty";
import { shown } from "../desk/open_case";
import { elsewhere } from "../elsewhere/elsewhere";
import { Elsewhere } from "../elsewhere/elsewhere_screen";
import { HandedOver } from "../shifts/handed_over";
import { Resting } from "../staff/resting";
import { Told } from "../staff/told";
import { Announcer } from "./announcer";
import { OnBreak } from "./break";
import { KeysDialog } from "./keys_dialog";
import { NextCase } from "./next_case";
import { OtherCases } from "./other_cases";
import { Palette } from "./palette_dialog";
import { ProveDialog } from "./prove_dialog";
import { TopBar } from "./top_bar";
import { useKeys } from "./use_keys";
import { useTitle } from "./use_title";

/** No case is on screen: the next one is offered, unless one is on a break, or rests. */
function AtRest({ me }: { me: Me }) {
  if (breakUntil.value !== null) return <OnBreak />;
  const rest = duty.value?.resting;
  return (
    <>
      <HandedOver />
      <Told myName={me.pseudonym} />
      {rest ? <Resting key={rest.why} rest={rest} /> : <NextCase />}
    </>
  );
}

/** One screen: the case at hand, the conversation with its person, and what else waits. */
export function DeskScreen({ me }: { me: Me }) {
  useKeys();
  useTitle();
  const view = shown.value;
  const place = elsewhere.value;
  const talk = view && isTalking(view) ? view.conversation : null;
  return (
    <div class="desk">
      <TopBar me={me} />
      <div class={`panes ${view && !place ? "with-case" : ""} ${talk && !place ? "with-talk" : ""}`}>
        {place ? (
          <Elsewhere key={place} name={place} />
        ) : (
          <main>
            <h1 class="unseen">{say("app.console")}</h1>
            {view ? <CasePane key={view.line.id} view={view} /> : <AtRest me={me} />}
            {view && talk && <ConversationPane key={talk.id} view={view} room={talk} />}
          </main>
        )}
        <OtherCases />
      </div>
      <KeysDialog />
      <Palette me={me} />
      <ProveDialog />
      <Announcer />
    </div>
  );
}
