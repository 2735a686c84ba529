// The server's time, as this page knows it. Deadlines are the database's; the clock of this device may be wrong.

import { signal } from "@preact/signals";

let ahead = 0;

export const now = signal(Date.now());

function tick(): void {
  now.value = Date.now() + ahead;
}

export function serverSays(at: number): void {
  ahead = at - Date.now();
  tick();
}

setInterval(tick, 1000);
