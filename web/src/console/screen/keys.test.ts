import { describe, expect, it } from "vitest";
import { commandOf, isLetter, KEY_OF } from "./keys";

const key = (pressed: string, held = {}) => ({
  key: pressed,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  ...held,
});

describe("the keys", () => {
  it("are all different", () => {
    const keys = Object.values(KEY_OF);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each([
    ["n", "next"],
    ["t", "take"],
    ["T", "take"],
    ["x", "remove"],
    ["?", "keys"],
  ])("%s is %s", (pressed, command) => {
    expect(commandOf(key(pressed), false)).toBe(command);
  });

  it("are letters while one writes", () => {
    expect(commandOf(key("x"), true)).toBeNull();
  });

  it("are the browser's with Ctrl, Alt or Command", () => {
    for (const held of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }])
      expect(commandOf(key("r", held), false)).toBeNull();
  });

  it("act once, however long they are held", () => {
    expect(commandOf(key("h", { repeat: true }), false)).toBeNull();
  });

  it("are letters for a conversation's field, where they write something", () => {
    for (const letter of ["g", "R", "?", "ß", "1"]) expect(isLetter(key(letter))).toBe(true);
    for (const other of [" ", "Enter", "Tab", "Escape", "ArrowDown"])
      expect(isLetter(key(other))).toBe(false);
    expect(isLetter(key("c", { ctrlKey: true }))).toBe(false);
  });

  it("that mean nothing do nothing", () => {
    expect(commandOf(key("Enter"), false)).toBeNull();
    expect(commandOf(key("q"), false)).toBeNull();
  });
});
