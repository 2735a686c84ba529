import { expect, it } from "vitest";
import { problemAt } from "./field";
import { missing } from "./missing";

it("names everything that is missing, the first first", () => {
  const problem = missing([
    ["pseudonym", false, "Choose a name."],
    ["country", true, ""],
    ["consent", false, "Read it."],
  ]);
  expect(problem?.field).toBe("pseudonym");
  expect(problemAt("consent", problem)?.says).toBe("Read it.");
  expect(problemAt("country", problem)).toBeUndefined();
  expect(missing([["country", true, ""]])).toBeNull();
});
