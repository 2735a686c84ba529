import { describe, expect, it } from "vitest";
import { maskedWords } from "./notice_words";

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
