// Which screen is shown. There is one history entry throughout: screens are kept in this tab, never in the address,
// so that the browser's history tells nothing but that the page was open, and Back is a button of ours.

import { effect, signal } from "@preact/signals";
import { keeping } from "../wire/keeping";

export type View =
  | { name: "directory" }
  | { name: "card"; slug: string }
  | { name: "join"; slug: string | null }
  | { name: "sign_in"; slug: string | null }
  | { name: "rooms" }
  | { name: "room"; id: string; from?: string | null }; // `from`: the room one came from

/** `/#room=grief` opens a room's card: what links and the directory's own entries point to. */
export const addressOf = (slug: string): string => `/#room=${encodeURIComponent(slug)}`;

function first(): View {
  const slug = new URLSearchParams(location.hash.slice(1)).get("room");
  if (slug) return { name: "card", slug };
  const kept = keeping.read("view");
  return kept ? (JSON.parse(kept) as View) : { name: "directory" };
}

export const view = signal<View>(first());

/** To another screen. From one room straight to another, Back leads to the first. */
export function go(to: View): void {
  const at = view.peek();
  const between = to.name === "room" && at.name === "room" && to.id !== at.id;
  view.value = between ? { from: at.id, ...to } : to;
}

export function parentOf(at: View, signedIn: boolean): View | null {
  switch (at.name) {
    case "card":
      return { name: "directory" };
    case "join":
    case "sign_in":
      return at.slug ? { name: "card", slug: at.slug } : { name: "directory" };
    case "room":
      return at.from ? { name: "room", id: at.from, from: null } : { name: "rooms" };
    case "directory":
      return signedIn ? { name: "rooms" } : null;
    case "rooms":
      return null;
  }
}

export function rememberView(): void {
  history.replaceState(null, "", "/");
  effect(() => {
    if (view.value.name === "directory") keeping.remove("view");
    else keeping.write("view", JSON.stringify(view.value));
  });
}
