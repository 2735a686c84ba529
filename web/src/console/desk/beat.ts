// One beat for everything that is said again and again: that one is on duty, that a case is still one's own, and a
// look for what a lost bell did not tell. It comes from a worker, because browsers let the timers of a hidden tab
// run once a minute, and by then a duty has lapsed.

import { BEAT } from "./beat_every";

/** Returns what stops it. */
export function onBeat(act: () => void): () => void {
  const worker = new Worker(new URL("./beat.worker.ts", import.meta.url), { type: "module" });
  let timer: ReturnType<typeof setInterval> | undefined;
  worker.onmessage = act;
  worker.onerror = () => {
    timer ??= setInterval(act, BEAT); // a slower beat is better than none
  };
  return () => {
    worker.terminate();
    clearInterval(timer);
  };
}
