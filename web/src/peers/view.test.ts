import { beforeEach, describe, expect, it, vi } from "vitest";

vi.stubGlobal("location", { hash: "" });
const { go, parentOf, view } = await import("./view");

const back = () => go(parentOf(view.value, true) ?? { name: "rooms" });

beforeEach(() => go({ name: "rooms" }));

describe("Back", () => {
  it("leads from a conversation to the room one came from, and from there to one's rooms", () => {
    go({ name: "room", id: "owls" });
    go({ name: "room", id: "talk" });
    back();
    expect(view.value).toMatchObject({ name: "room", id: "owls" });
    back();
    expect(view.value).toEqual({ name: "rooms" });
  });

  it("leads from a room to one's rooms", () => {
    go({ name: "room", id: "owls" });
    back();
    expect(view.value).toEqual({ name: "rooms" });
  });
});
