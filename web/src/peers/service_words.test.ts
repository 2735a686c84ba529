import { describe, expect, it } from "vitest";
import { audienceWords, hoursWords, languageWords } from "./service_words";

describe("the words about a help line", () => {
  it("names languages", () => {
    expect(languageWords("en")).toBe("English");
    expect(languageWords("en es phone interpreters")).toBe("English, Spanish, phone interpreters");
    expect(languageWords("es + others")).toBe("Spanish, others");
    expect(languageWords("20 languages")).toBe("20 languages");
  });

  it("says hours as people do", () => {
    expect(hoursWords("24/7 phone")).toBe("by phone day and night");
    expect(hoursWords("24/7 all channels")).toBe("day and night");
    expect(hoursWords("Mon to Fri, 9 to 17")).toBe("Mon to Fri, 9 to 17");
  });

  it("says whom it is for", () => {
    expect([audienceWords("all"), audienceWords("adults")]).toEqual(["for everyone", "for adults"]);
  });
});
