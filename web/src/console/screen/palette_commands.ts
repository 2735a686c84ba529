// Everything that can be done at this moment, in words: what Ctrl-K looks through.

import type { Me } from "../../generated/wire";
import { say } from "../../strings/console";
import { toAccount } from "../account";
import { careActs, caseActs, MESSAGE_ACTS, SANCTIONS } from "../case/acts";
import { begin, messageOf, openNext } from "../case/commands";
import { sayWrong } from "../case/labelling";
import { actInWords } from "../case/words";
import { duty, setDuty } from "../desk/duty";
import { leaveCase, outcome, showBefore, shown, undo } from "../desk/open_case";
import { next } from "../desk/queue";
import { backToDesk, elsewhere, goTo } from "../elsewhere/elsewhere";
import { places } from "../elsewhere/places";
import { may } from "../may";
import { askSupervisor } from "../staff/ask_supervisor";
import { askForBreak } from "./break";
import { openKeys } from "./keys_dialog";

export interface PaletteCommand {
  says: string;
  run: () => void;
}

export function commands(me: Me): PaletteCommand[] {
  return [...(elsewhere.value === null ? onTheCase() : []), ...anywhere(me)];
}

function onTheCase(): PaletteCommand[] {
  const view = shown.value;
  if (!view) return next.value ? [{ says: say("next.open"), run: () => void openNext() }] : [];
  const acts = [
    ...caseActs(view),
    ...MESSAGE_ACTS.filter((name) => view.acts.includes(name) && messageOf(view, name) !== null),
    ...careActs(view),
    ...SANCTIONS.filter((name) => view.acts.includes(name)),
  ];
  return [
    ...acts.map((name) => ({ says: actInWords(name), run: () => begin(name) })),
    ...(outcome.value?.undo ? [{ says: say("act.undo"), run: () => void undo() }] : []),
    { says: say("evidence.before"), run: () => void showBefore() },
    { says: say("labels.key"), run: sayWrong },
    { says: say("talks.ask_from_case"), run: askSupervisor },
    { says: say("case.leave"), run: leaveCase },
  ];
}

function anywhere(me: Me): PaletteCommand[] {
  const on = duty.value?.on === true;
  return [
    ...places().map(({ name, title }) => ({ says: title(), run: () => goTo(name) })),
    ...(elsewhere.value === null ? [] : [{ says: say("more.desk"), run: backToDesk }]),
    ...(may("duty.change")
      ? [{ says: say(on ? "palette.off_duty" : "palette.on_duty"), run: () => void setDuty(!on) }]
      : []),
    ...(on ? [{ says: say("break.take"), run: askForBreak }] : []),
    { says: say("more.account"), run: () => toAccount(me) },
    { says: say("keys.title"), run: openKeys },
  ];
}
