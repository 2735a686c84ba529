import { type Command, KEY_OF, keysOn } from "./keys";

/** The key of a command, shown beside its words. Screen readers hear it from `aria-keyshortcuts`. */
export function Key({ of }: { of: Command }) {
  return keysOn.value ? (
    <span class="key" aria-hidden="true">
      {KEY_OF[of]}
    </span>
  ) : null;
}

export const shortcut = (of: Command) => (keysOn.value ? { "aria-keyshortcuts": KEY_OF[of] } : {});
