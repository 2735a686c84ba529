import { Fragment } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { CaseView, Evidence } from "../../generated/wire";
import { say } from "../../strings/console";
import { hint, leaveCase, trouble } from "../desk/open_case";
import { Key, shortcut } from "../screen/key";
import { UrgencyMark } from "../screen/urgency";
import { AskSupervisor } from "../staff/ask_supervisor";
import { AlsoAbout } from "./also_about";
import { Care } from "./care";
import { CaseActs } from "./case_acts";
import { CaseFacts } from "./case_facts";
import { CaseHistory } from "./case_history";
import { CaseReports } from "./case_reports";
import { AppealedDecision, Decisions } from "./decisions";
import { EvidenceItem } from "./evidence_item";
import { Joined } from "./joined";
import { LooksShown } from "./looks_shown";
import { OutcomeLine } from "./outcome_line";
import { question, wantsReason, wantsYes } from "./question";
import { ReasonForm } from "./reason_form";
import { SureForm } from "./sure_form";
import { holderInWords, noWordsIn, whatItIs } from "./words";

/** Why the last act was not done. */
function Trouble() {
  const words = trouble.value ?? hint.value;
  return words === null ? null : (
    <p class="problem" role="alert">
      {words}
    </p>
  );
}

/** The case at hand: what it is, what was written, what can be done, what was done. */
export function CasePane({ view }: { view: CaseView }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { line, evidence, acts } = view;
  const asked = question.value?.case === line.id ? question.value : null;
  // The case may be somebody else's by now, or lapsed: then there is no asking, but what was written stays to be read.
  const canAsk = asked !== null && acts.includes(asked.act);
  const key = `${asked?.act} ${asked?.message}`;
  const reason = asked && wantsReason(asked) && <ReasonForm key={key} view={view} asked={asked} />;
  // What only asks whether one is sure keeps nothing that was written: where it cannot be done any more, it goes.
  const sure = asked && canAsk && wantsYes(asked) && <SureForm key={key} view={view} asked={asked} />;
  const form = reason || sure;
  const isOf = (item: Evidence) => item.message != null && item.message === asked?.message;

  useEffect(() => heading.current?.focus(), []);
  // What can be done changed, and what had the focus may be gone with it.
  const offered = acts.join();
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [offered]);

  return (
    // Focused by a click: its keys are the case's, not the conversation's beside it.
    <section class="case" aria-labelledby="case-title" tabIndex={-1}>
      <div class="case-body">
        <header>
          <p class="case-top">
            <UrgencyMark line={line} />
            <span class="holder">{holderInWords(line)}</span>
            <button type="button" class="quiet" onClick={leaveCase} {...shortcut("leave")}>
              {say("case.leave")}
              <Key of="leave" />
            </button>
          </p>
          <h2 id="case-title" tabIndex={-1} ref={heading}>
            {whatItIs(line)}
          </h2>
          <CaseFacts view={view} />
          <CaseReports view={view} />
          <AlsoAbout line={line} />
          <AppealedDecision view={view} />
        </header>
        <section class="written" aria-label={say("evidence.title")}>
          {evidence.length === 0 && <p class="soft">{noWordsIn(line)}</p>}
          {evidence.map((item) => (
            <Fragment key={item.message ?? item.at}>
              <EvidenceItem view={view} item={item} />
              {isOf(item) && form}
            </Fragment>
          ))}
        </section>
        <Care view={view} />
        <Decisions view={view} />
        {!evidence.some(isOf) && form}
        <AskSupervisor id={line.id} />
        <CaseHistory view={view} />
        <LooksShown view={view} key={line.id} />
      </div>
      <footer class="acting">
        <Joined />
        {!asked && <OutcomeLine view={view} />}
        <Trouble />
        {!canAsk && <CaseActs view={view} />}
      </footer>
    </section>
  );
}
