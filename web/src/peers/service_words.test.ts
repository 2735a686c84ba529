import { describe, expect, it } from "vitest";
import { audienceWords, hoursWords, languageWords, openWords } from "./service_words";

const A_LINE = {
  name: "A line",
  kind: "crisis",
  hours: "",
  audience: "all",
  languages: "en",
  confirmed: true,
};

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

  it("says whether it is open now by the clock of the service, and only where that is known", () => {
    const nine = 9 * 60;
    const weekdays = [0, 1, 2, 3, 4].map((day) => ({ begin: day * 1440 + nine, end: day * 1440 + 17 * 60 }));
    const hours = "Mo-Fr 09:00-17:00 America/New_York";
    const line = { ...A_LINE, hours, open: weekdays, zone: "America/New_York" };
    const at = (time: string) => openWords(line, new Date(time));
    expect(at("2026-11-25T13:59:00Z")).toBe("closed now: Mo-Fr 09:00-17:00, New York time");
    expect(at("2026-11-25T14:00:00Z")).toBe("open now: Mo-Fr 09:00-17:00, New York time");
    expect(at("2026-11-28T15:00:00Z")).toMatch(/^closed now/); // a Saturday
    const late = { ...line, open: [{ begin: 6 * 1440 + 1320, end: 7 * 1440 + 120 }] }; // Sunday 22 to 2
    expect(openWords(late, new Date("2026-11-30T06:30:00Z"))).toMatch(/^open now/); // Monday, 1:30 there
    expect(openWords({ ...A_LINE, hours: "limited hours" }, new Date())).toBe("limited hours");
    expect(openWords({ ...line, zone: "No/Such_Place" }, new Date())).toBe(hours);
  });

  it("says whom it is for", () => {
    expect([audienceWords("all"), audienceWords("adults")]).toEqual(["for everyone", "for adults"]);
  });
});
