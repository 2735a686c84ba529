// What one agrees to; a copy of everything of one's own, and its erasure. The last two need the passphrase: a page that was
// left open may be in somebody else's hands.

import type { Agreements, ErasureNotice, Problem } from "../generated/wire";
import { call, Refusal, Unreachable } from "../wire/api";

export const agreements = () => call<Agreements>("GET", "/api/me/agreements");
export const agreeTo = (consent: string) => call("POST", "/api/me/agreements", { consent });

export const whatStays = () => call<ErasureNotice>("GET", "/api/me/erasure");
export const erase = (passphrase: string) => call("POST", "/api/me/erasure", { passphrase });

/** The zip, which may take as long as it takes. Raises Refusal, Unreachable. */
export async function copy(passphrase: string): Promise<Blob> {
  let response: Response;
  try {
    response = await fetch("/api/me/export", {
      method: "POST",
      cache: "no-store",
      body: JSON.stringify({ passphrase }),
      headers: { "Content-Type": "application/json" },
    });
    if (response.ok) return await response.blob();
  } catch {
    throw new Unreachable();
  }
  const problem = (await response.json().catch(() => null)) as Problem | null;
  throw problem ? new Refusal(response.status, problem) : new Unreachable();
}

/** Hand a file to the browser to be saved. */
export function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
