// A quick exit without a network leaves the session open on the server. That an exit is pending, and nothing else, is
// remembered, so that the next page of ours ends it before anything else.

const KEY = "exit";

function attempt(act: () => void): void {
  try {
    act();
  } catch {
    // no storage: then the session ends with its time
  }
}

/** Said to every other tab, too: what is stored here changes there. */
export const markExit = (): void => attempt(() => localStorage.setItem(KEY, String(Date.now())));
const unmark = (): void => attempt(() => localStorage.removeItem(KEY));

/** Calls `act` when another tab leaves. */
export function onExitElsewhere(act: () => void): void {
  addEventListener("storage", (event) => {
    if (event.key === KEY && event.newValue) act();
  });
}

/** `keepalive` lets the request outlive the page; a beacon could not say DELETE. */
export async function endSession(): Promise<void> {
  const response = await fetch("/api/session", { method: "DELETE", keepalive: true });
  if (response.ok || response.status === 401) unmark();
}

async function finish(): Promise<void> {
  let pending = false;
  attempt(() => {
    pending = localStorage.getItem(KEY) !== null;
  });
  const tooLong = new Promise<void>((resolve) => setTimeout(resolve, 5_000));
  if (pending) await Promise.race([endSession().catch(() => undefined), tooLong]);
}

/** Nobody comes in before: it would end the new session. */
export const exitIsOver: Promise<void> = finish();
