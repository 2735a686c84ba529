import { beforeEach, expect, it, vi } from "vitest";

const store: Record<string, string> = {};
const storage = {
  getItem: (key: string) => store[key] ?? null,
  setItem(key: string, text: string) {
    store[key] = text;
  },
  removeItem(key: string) {
    delete store[key];
  },
};
// The keys of a Storage are its own.
vi.stubGlobal(
  "sessionStorage",
  new Proxy(storage, {
    ownKeys: () => Object.keys(store),
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  }),
);

beforeEach(() => {
  for (const key of Object.keys(store)) delete store[key];
  vi.resetModules();
  vi.useFakeTimers();
});

it("keeps a draft through a reload, in several lines", async () => {
  (await import("./drafts")).writeDraft("r", "one\n7 two");
  vi.resetModules();
  expect((await import("./drafts")).readDraft("r")).toBe("one\n7 two");
});

it("drops what was begun a month ago, whether or not its room is opened", async () => {
  const before = await import("./drafts");
  before.writeDraft("r", "old");
  vi.advanceTimersByTime(20 * 86_400_000);
  before.writeDraft("s", "young");
  vi.advanceTimersByTime(11 * 86_400_000);
  expect(before.readDraft("r")).toBe("");
  vi.resetModules();
  expect((await import("./drafts")).readDraft("s")).toBe("young");
  expect(Object.keys(store)).toEqual(["porchlight.draft.s"]);
});
