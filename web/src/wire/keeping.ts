// Where words that are not yet the server's are kept: for this tab only, or on this device when its owner said so.
// Both may refuse (private windows, full disks); then things live as long as the page, and nothing breaks.

const MARK = "porchlight.";
const ON_DEVICE = `${MARK}keep`;

/** How long words wait here to be sent, or to be written to their end: as long as most rooms keep them. */
const WORDS_WAIT = 30 * 24 * 60 * 60 * 1000;

export const waitsTooLong = (since: number): boolean => Date.now() - since > WORDS_WAIT;

let leaving = false;

/** One key and its text. Small keys, one for each thing, so that two tabs do not overwrite each other's. */
export interface Keeping {
  read(key: string): string | null;
  write(key: string, text: string): void;
  remove(key: string): void;
  /** All keys that begin so. */
  keys(prefix: string): string[];
}

function attempt<T>(act: () => T, otherwise: T): T {
  try {
    return act();
  } catch {
    return otherwise;
  }
}

function keepingIn(store: () => Storage): Keeping {
  const own = () => Object.keys(store()).filter((key) => key.startsWith(MARK));
  return {
    read: (key) => attempt(() => store().getItem(MARK + key), null),
    write: (key, text) => attempt(() => (leaving ? undefined : store().setItem(MARK + key, text)), undefined),
    remove: (key) => attempt(() => store().removeItem(MARK + key), undefined),
    keys: (prefix) =>
      attempt(own, [])
        .map((key) => key.slice(MARK.length))
        .filter((key) => key.startsWith(prefix)),
  };
}

const tab = keepingIn(() => sessionStorage);
const device = keepingIn(() => localStorage);

export function keptOnDevice(): boolean {
  return attempt(() => localStorage.getItem(ON_DEVICE) === "yes", false);
}

/** Change where things are kept, and carry over what is there. */
export function keepOnDevice(yes: boolean): void {
  const [from, to] = yes ? [tab, device] : [device, tab];
  attempt(
    () => (yes ? localStorage.setItem(ON_DEVICE, "yes") : localStorage.removeItem(ON_DEVICE)),
    undefined,
  );
  for (const key of from.keys("")) {
    const text = from.read(key);
    if (text !== null) to.write(key, text);
    from.remove(key);
  }
}

/** The place that is in use now. */
export const keeping: Keeping = {
  read: (key) => (keptOnDevice() ? device : tab).read(key),
  write: (key, text) => (keptOnDevice() ? device : tab).write(key, text),
  remove: (key) => (keptOnDevice() ? device : tab).remove(key),
  keys: (prefix) => (keptOnDevice() ? device : tab).keys(prefix),
};

/** Leave nothing of ours in this browser. */
export function forgetEverything(): void {
  for (const place of [tab, device]) for (const key of place.keys("")) place.remove(key);
}

/** The same for a page on its way out: an answer that was under way may still arrive, and nothing of it is kept. */
export function forgetForGood(): void {
  leaving = true;
  forgetEverything();
}
