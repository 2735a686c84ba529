// A moderator sits down at the desk, and gets up again.

import { effect, signal, untracked } from "@preact/signals";
import { backToDesk, elsewhere } from "../elsewhere/elsewhere";
import { session, sessionEnded } from "../session";
import { beAlert } from "../staff/alerting";
import { forgetTeam, refreshTeam } from "../staff/team";
import { isAtDesk, watchDesk } from "./at_desk";
import { onBeat } from "./beat";
import { follow, forgetConversations } from "./conversations";
import { forgetDuty, renewDuty } from "./duty";
import { bell, hangUp, socket } from "./line";
import { hasMoved } from "./next";
import { forgetCase, outcome, refreshCase, reopenKept, shown } from "./open_case";
import { forgetPacks, refreshPacks } from "./packs";
import { forgetQueue, lines, refreshQueue } from "./queue";

/** Whether this page is in the foreground. */
const isVisible = signal(!document.hidden);

function refreshOwnCase(): void {
  if (shown.value?.line.mine && isAtDesk()) void refreshCase(); // to look is to keep it: the lease is renewed
}

/** Something came to some case. What joined one that nobody has yet is seen at once, too, by whoever has it on screen;
 * a page in the background does not count as a look. */
function refreshCaseAtHand(): void {
  const line = shown.value?.line;
  const isOwn = line?.mine === true && isAtDesk(); // what the person answered to a question of one's own, say
  if ((line?.state === "open" || isOwn) && !document.hidden) void refreshCase();
  else refreshOwnCase();
}

function beat(): void {
  void renewDuty();
  void refreshQueue();
  void refreshPacks();
  void refreshTeam();
  refreshOwnCase();
}

function seen(): void {
  isVisible.value = !document.hidden;
  beat();
}

/** Returns what undoes it. */
function sitDown(): () => void {
  const endings = [
    beAlert(),
    onBeat(beat),
    watchDesk(beat),
    effect(() => {
      if (bell.value === null) return;
      untracked(() => {
        void refreshQueue();
        void refreshPacks();
        refreshCaseAtHand();
      });
    }),
    effect(() => {
      if (socket.state.value.kind === "live") void untracked(renewDuty); // the server is back: no need to wait for the beat
    }),
    effect(() => {
      const done = outcome.value?.done.act; // something grave may be behind one, and nothing new is to come at once
      if (done === "close" || done === "hand_back") void untracked(renewDuty);
    }),
    effect(() => {
      const line = shown.peek()?.line;
      const listed = lines.value?.find((other) => other.id === line?.id);
      if (lines.value && line && hasMoved(line, listed)) void untracked(refreshCase);
    }),
    effect(() => {
      const [view, visible] = [elsewhere.value === null ? shown.value : null, isVisible.value];
      untracked(() => follow(view, visible));
    }),
    effect(() => {
      const { value: state } = socket.state;
      if (state.kind === "over" && state.ending.again === "sign_in")
        untracked(() => sessionEnded(state.ending.says));
    }),
  ];
  window.addEventListener("online", beat);
  document.addEventListener("visibilitychange", seen);
  socket.start();
  beat();
  void reopenKept();
  return () => {
    for (const end of endings) end();
    window.removeEventListener("online", beat);
    document.removeEventListener("visibilitychange", seen);
    hangUp();
    forgetQueue();
    forgetCase();
    forgetDuty();
    forgetPacks();
    forgetTeam();
    forgetConversations();
    backToDesk();
  };
}

let getUp: (() => void) | null = null;

/** Follows the session from now on. */
export function attend(): void {
  effect(() => {
    const here = session.value.kind === "moderator";
    untracked(() => {
      if (here) getUp ??= sitDown();
      else {
        getUp?.();
        getUp = null;
      }
    });
  });
}
