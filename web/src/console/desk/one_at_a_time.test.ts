import { expect, it } from "vitest";
import { oneAtATime } from "./one_at_a_time";

it("runs once more for whoever asked meanwhile, and never twice at once", async () => {
  const waiting: (() => void)[] = [];
  let runs = 0;
  const ask = oneAtATime(() => {
    runs += 1;
    return new Promise<void>((done) => waiting.push(done));
  });

  const first = ask();
  const second = ask();
  void ask();
  expect(runs).toBe(1);

  waiting[0]?.();
  await Promise.resolve();
  await Promise.resolve();
  expect(runs).toBe(2);

  waiting[1]?.();
  await Promise.all([first, second]);
  expect(runs).toBe(2);

  void ask();
  expect(runs).toBe(3);
});
