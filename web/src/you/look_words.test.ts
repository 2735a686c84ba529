import { describe, expect, it } from "vitest";
import type { Look } from "../generated/wire";
import { whatInWords, whenInWords, whyInWords } from "./look_words";

const look: Look = {
  at: Date.UTC(2026, 11, 1),
  exact: "day",
  role: "moderator",
  what: ["message"],
  why: "danger",
};

describe("a look in words", () => {
  it("says who by role, what and where", () => {
    expect(whatInWords({ ...look, room: "Night owls" })).toBe(
      "A moderator read what you wrote in Night owls.",
    );
    expect(whatInWords({ ...look, what: ["conversation", "message"] })).toBe(
      "A moderator read your private conversation with a moderator and what you wrote.",
    );
    expect(whatInWords({ ...look, role: "lead", what: ["reporter"] })).toBe(
      "A lead moderator looked up who made a report, and it was you.",
    );
  });

  it("says the day as the server rounded it, wherever one is", () => {
    expect(whenInWords(look)).toContain("December 1");
  });

  it("says why, and of figures that nobody read anything", () => {
    expect(whyInWords(look)).toBe("Why: it sounded as if a life could be at risk.");
    const figures: Look = { ...look, role: "operator", what: ["figures"], why: "figures" };
    expect(whyInWords(figures)).toBeNull();
    expect(whatInWords(figures)).toContain("nobody read them");
  });
});
