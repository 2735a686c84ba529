import { expect, it } from "vitest";
import type { CaseView, Evidence } from "../../generated/wire";
import { withBefore } from "./before";

const view = (id: string, ...evidence: Evidence[]): CaseView => ({
  line: {
    id,
    kind: "danger",
    category: "",
    urgency: "now",
    state: "taken",
    opened: 0,
    due: 0,
    alias: "Robin",
  },
  evidence,
  history: [],
  acts: [],
  country: "GB",
});
const item = (text: string, before?: Evidence["before"]): Evidence => ({
  text,
  at: 1,
  marks: [],
  has_before: true,
  ...(before && { before }),
});
const before = [{ alias: "Ash", at: 0, text: "hello" }];

it("keeps what came before on screen when the case is read again", () => {
  const fresh = withBefore(view("a", item("x", before)), view("a", item("x"), item("new")));
  expect(fresh.evidence.map((one) => one.before)).toEqual([before, undefined]);
});

it("carries nothing over to another case", () => {
  const fresh = withBefore(view("a", item("x", before)), view("b", item("x")));
  expect(fresh.evidence[0]?.before).toBeUndefined();
});
