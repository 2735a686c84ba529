import { describe, expect, it } from "vitest";
import { categoryWords, maskedWords } from "./notice_words";

describe("what was hidden", () => {
  it("is named as the message names it", () => {
    expect(maskedWords("email handle")).toContain(
      "We hid the e-mail address, the user name from your message.",
    );
    expect(maskedWords("handle off_platform method")).toContain(
      "We hid the user name, a part from your message.",
    );
    expect(maskedWords(null)).toContain("We hid a part from your message.");
  });
});

describe("what was found", () => {
  it("is named, unless it is danger or the server names nothing", () => {
    expect(categoryWords("meeting")).toBe("Meeting outside");
    expect(categoryWords("hate")).toBe(categoryWords("harassment"));
    for (const category of ["crisis", "self_harm", "grooming", "of an operator's own", null])
      expect(categoryWords(category)).toBeNull();
  });
});
