import { beforeEach, describe, expect, it, vi } from "vitest";
import type { CaseView } from "../../generated/wire";
import { Refusal, Unreachable } from "../../wire/api";

const api = vi.hoisted(() => ({ readCase: vi.fn(), carryOut: vi.fn() }));
vi.mock("../api", () => api);
vi.mock("../in_words", () => ({ inWords: (error: Error) => error.name }));

import {
  act,
  atHand,
  barred,
  forgetCase,
  hint,
  openCase,
  outcome,
  refreshCase,
  shown,
  trouble,
  undo,
} from "./open_case";

function view(id: string, part: Partial<CaseView> = {}): CaseView {
  const line = {
    id,
    kind: "danger",
    category: "crisis",
    urgency: "now",
    state: "taken",
    opened: 0,
    due: 0,
    alias: "Robin",
    mine: true,
  } as const;
  return { line, evidence: [], history: [], acts: ["hold", "release"], country: "GB", ...part };
}

const problem = (code: string) => new Refusal(409, { code, says: code });

beforeEach(() => {
  vi.resetAllMocks();
  forgetCase();
});

describe("the case on screen", () => {
  it("offers the way back after an act that has one", async () => {
    api.readCase.mockResolvedValue(view("a"));
    api.carryOut.mockResolvedValue(view("a"));
    await openCase("a");
    await act({ act: "hold", message: "m" });
    expect(outcome.value?.undo).toEqual({ act: "release", message: "m" });
    await undo();
    expect(api.carryOut).toHaveBeenLastCalledWith("a", { act: "release", message: "m" });
  });

  it("does not show an answer that is older than what is shown", async () => {
    api.readCase.mockResolvedValueOnce(view("a"));
    await openCase("a");
    let late: (value: CaseView) => void = () => undefined;
    api.readCase.mockReturnValueOnce(new Promise((answer) => (late = answer)));
    const looking = refreshCase();
    api.carryOut.mockResolvedValue(view("a", { country: "NL" }));
    await act({ act: "hold", message: "m" });
    late(view("a", { country: "US" }));
    await looking;
    expect(shown.value?.country).toBe("NL");
  });

  it("looks again when an act was refused, or got no answer", async () => {
    api.readCase.mockResolvedValue(view("a"));
    await openCase("a");
    for (const error of [problem("case_taken"), new Unreachable()]) {
      api.readCase.mockClear();
      api.carryOut.mockRejectedValueOnce(error);
      expect(await act({ act: "hold", message: "m" })).toBe(false);
      expect(trouble.value).toBe(error.name);
      expect(outcome.value).toBeNull();
      expect(api.readCase).toHaveBeenCalledTimes(1);
    }
  });

  it("takes back that it is not certain, once the server answers again", async () => {
    api.readCase.mockResolvedValue(view("a"));
    await openCase("a");
    api.carryOut.mockRejectedValueOnce(new Unreachable());
    await act({ act: "hold", message: "m" });
    expect(trouble.value).not.toBeNull();
    await refreshCase();
    expect(trouble.value).toBeNull();
  });

  it("goes on saying why an act was refused", async () => {
    api.readCase.mockResolvedValue(view("a"));
    await openCase("a");
    api.carryOut.mockRejectedValueOnce(problem("case_taken"));
    await act({ act: "hold", message: "m" });
    await refreshCase();
    expect(trouble.value).not.toBeNull();
  });

  it("says no longer that something is not possible when it has become so", async () => {
    api.readCase.mockResolvedValue(view("a"));
    await openCase("a");
    hint.value = "not possible here now";
    await refreshCase();
    expect(hint.value).not.toBeNull();
    api.readCase.mockResolvedValue(view("a", { acts: ["take"] }));
    await refreshCase();
    expect(hint.value).toBeNull();
  });

  it("has its newest message at hand, and keeps it there when another joins", async () => {
    const item = (message: string) => ({ text: message, at: 0, marks: [], message });
    api.readCase.mockResolvedValueOnce(view("a", { evidence: [item("m"), item("n")] }));
    await openCase("a");
    api.readCase.mockResolvedValueOnce(view("a", { evidence: [item("m"), item("n"), item("o")] }));
    await refreshCase();
    expect(atHand.value).toBe("n");
  });

  it("remembers a case that somebody else has to take", async () => {
    api.readCase.mockRejectedValue(problem("conflict_of_interest"));
    await openCase("a");
    expect(shown.value).toBeNull();
    expect(barred.value.has("a")).toBe(true);
  });
});
