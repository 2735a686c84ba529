import { expect, it } from "vitest";
import { withPhrase } from "./reasons";

it("puts a ready phrase into an empty field, and after words that are there", () => {
  expect(withPhrase("  ", "It names a method.")).toBe("It names a method.");
  expect(withPhrase("Dear Robin. ", "It names a method.")).toBe("Dear Robin. It names a method.");
});
