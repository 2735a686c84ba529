import { describe, expect, it } from "vitest";
import { Refusal, Unreachable } from "../wire/api";
import { errorsFrom, WHOLE_FORM } from "./refused_fields";

describe("what the server refuses of a form", () => {
  it("stands beside every field it is about, at once", () => {
    const refused = new Refusal(400, {
      ...{ code: "pseudonym_staff", says: "Another name.", field: "pseudonym" },
      also: [
        { code: "passphrase_weak", says: "Longer.", field: "passphrase" },
        { code: "busy", says: "Later." },
      ],
    });
    expect(errorsFrom(refused, ["pseudonym", "passphrase"])).toEqual({
      ...{ pseudonym: "Another name.", passphrase: "Longer.", [WHOLE_FORM]: "Later." },
    });
  });

  it("is nothing when no answer came", () => {
    expect(Object.keys(errorsFrom(new Unreachable(), ["pseudonym"]))).toEqual([WHOLE_FORM]);
  });
});
