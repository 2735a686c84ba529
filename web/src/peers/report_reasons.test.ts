import { describe, expect, it } from "vitest";
import { reasonsFor, WORDS } from "./report_reasons";

describe("the reasons to report", () => {
  it("are the same for a message and a person, and one worries about people only", () => {
    expect(reasonsFor("message")).toEqual(Object.keys(WORDS));
    expect(reasonsFor("member")).toEqual(reasonsFor("message"));
    expect(reasonsFor("room")).toEqual(reasonsFor("message").filter((reason) => reason !== "worried"));
  });
});
