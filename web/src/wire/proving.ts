// What is dangerous is not done for whoever happens to hold the device: such a request waits until they have proved that
// it is still them, and is then sent again.

import { signal } from "@preact/signals";
import { call, Refusal } from "./api";

/** Set while a request waits: true sends it again, false gives it up. */
export const waiting = signal<((proved: boolean) => void) | null>(null);

/** `request`, after a proof where the server asks for one. Throws what it throws, and `not_fresh` where it was given up. */
export async function proved<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof Refusal && error.code === "not_fresh")) throw error;
    const yes = await new Promise<boolean>((resolve) => (waiting.value = resolve));
    waiting.value = null;
    if (!yes) throw error;
    return request();
  }
}

export const prove = (passphrase: string) => call("POST", "/api/me/proof", { passphrase });
export const proveByCode = (code: string) => call("POST", "/api/me/proof", { code });
