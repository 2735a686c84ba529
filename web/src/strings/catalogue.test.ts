import { describe, expect, it } from "vitest";
import { type Catalogue, sayFrom } from "./catalogue";
import { console as moderators } from "./console";
import { everywhere } from "./everywhere";
import { facilitators } from "./facilitators";
import { directionOf } from "./language";
import { looks } from "./looks";
import { oneToOne } from "./one_to_one";
import { peers } from "./peers";
import { you } from "./you";

const files = import.meta.glob<string>(["../**/*.{ts,tsx}", "!../**/*.test.*"], {
  query: "?raw",
  import: "default",
  eager: true,
});

const sources = (folder: string): string =>
  Object.keys(files)
    .filter((path) => path.startsWith(`../${folder}/`))
    .map((path) => files[path])
    .join("\n");

function unused(catalogue: Catalogue, code: string): string[] {
  return Object.keys(catalogue).filter((key) => !code.includes(`"${key}"`));
}

// That every key used is in its catalogue is what the types of `say` check.
describe("the catalogues", () => {
  it("hold no words that nobody says", () => {
    expect(unused(everywhere, sources("peers"))).toEqual([]);
    expect(unused(peers, sources("peers"))).toEqual([]);
    expect(unused(facilitators, sources("facilitators"))).toEqual([]);
    expect(unused(you, sources("you"))).toEqual([]);
    expect(unused(looks, sources("you"))).toEqual([]);
    expect(unused(moderators, sources("console"))).toEqual([]);
  });

  it.each([
    ["everywhere", everywhere],
    ["peers", peers],
    ["facilitators", facilitators],
    ["you", you],
    ["looks", looks],
    ["oneToOne", oneToOne],
    ["console", moderators],
  ])("hold no empty words and no exclamation marks (%s)", (_, catalogue: Catalogue) => {
    for (const entry of Object.values(catalogue))
      for (const text of typeof entry === "string" ? [entry] : Object.values(entry)) {
        expect(text.trim()).not.toBe("");
        expect(text).not.toContain("!");
      }
  });

  it("leave no words in the screens", () => {
    const inMarkup =
      /<(p|button|h[1-6]|span|a|label|li|dt|dd|legend|summary|option)\b[^<>{}]*>\s*[A-Za-z]{2,}/g;
    expect(sources("peers").match(inMarkup)).toBeNull();
    expect(sources("you").match(inMarkup)).toBeNull();
    expect(sources("one_to_one").match(inMarkup)).toBeNull();
    expect(sources("console").match(inMarkup)).toBeNull();
  });
});

describe("say", () => {
  const say = sayFrom({
    plain: "Hello",
    named: "{who} is {what}",
    counted: { one: "{count} person with {who}", other: "{count} people with {who}" },
  });

  it("fills in names and chooses the plural form", () => {
    expect(say("plain")).toBe("Hello");
    expect(say("named", { who: "Robin", what: "here" })).toBe("Robin is here");
    expect(say("counted", { count: 1, who: "Sam" })).toBe("1 person with Sam");
    expect(say("counted", { count: 1200, who: "Sam" })).toBe("1,200 people with Sam");
  });

  it("does not fill in what somebody wrote", () => {
    expect(say("named", { who: "{what}", what: "here" })).toBe("{what} is here");
  });

  it("asks for the names an entry needs", () => {
    // @ts-expect-error `what` is missing
    expect(say("named", { who: "Robin" })).toBe("Robin is {what}");
    // @ts-expect-error no such entry
    expect(() => say("absent")).toThrow();
  });
});

describe("the direction", () => {
  it("follows the language", () => {
    expect([directionOf("en"), directionOf("ar"), directionOf("he-IL")]).toEqual(["ltr", "rtl", "rtl"]);
  });
});
