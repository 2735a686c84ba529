import { describe, expect, it } from "vitest";
import { audienceWords, chatPlace, hoursWords, languageWords } from "./service_words";

describe("the words about a help line", () => {
  it("names languages", () => {
    expect(languageWords("en")).toBe("English");
    expect(languageWords("en es phone interpreters")).toBe("English, Spanish, phone interpreters");
    expect(languageWords("es + others (memory)")).toBe("Spanish, others");
    expect(languageWords("20 languages")).toBe("20 languages");
  });

  it("leaves out editors' notes", () => {
    expect(hoursWords("24/7 phone; chat by slot (memory)")).toBe("24/7 phone; chat by slot");
  });

  it("says whom it is for", () => {
    expect([audienceWords("all"), audienceWords("adults")]).toEqual(["for everyone", "for adults"]);
  });

  it("opens a chat only where there is a site", () => {
    expect(chatPlace("samaritans.org (chat hours limited)")).toEqual({
      ...{ site: "samaritans.org", more: "chat hours limited" },
    });
    expect(chatPlace("113.nl")).toEqual({ site: "113.nl", more: "" });
    expect([chatPlace("yes"), chatPlace("app"), chatPlace("Ministerio de Sanidad web")]).toEqual([
      ...[null, null, null],
    ]);
  });
});
