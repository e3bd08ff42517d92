/** Work that is asked for at any time. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createErrand } from "../../src/announce/errand.ts";
import { SessionError } from "../../src/xmpp/failure.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("is done never twice at a time, and once more for all who ask meanwhile", async () => {
  const steps: PromiseWithResolvers<void>[] = [];
  const errand = createErrand(() => {
    const step = Promise.withResolvers<void>();
    steps.push(step);
    return step.promise;
  }, expect.unreachable);
  const first = errand.run();
  void errand.run();
  void errand.run();
  expect(steps.length).toBe(1);
  steps[0]?.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(steps.length).toBe(2);
  steps[1]?.resolve();
  await first;
  const later = errand.run();
  expect(steps.length).toBe(3);
  steps[2]?.resolve();
  await later;
  expect(vi.getTimerCount()).toBe(0);
});

test("is done again after a failure, with growing pauses, which is told once", async () => {
  using _ = vi.spyOn(Math, "random").mockReturnValue(0);
  const told: string[] = [];
  let tries = 0;
  const errand = createErrand(
    () => {
      tries += 1;
      return tries < 4 ? Promise.reject(new Error("no")) : Promise.resolve();
    },
    (why) => void told.push(why),
  );
  await errand.run();
  await vi.advanceTimersByTimeAsync(15_000);
  expect(tries).toBe(2);
  await vi.advanceTimersByTimeAsync(19_000);
  expect(tries).toBe(2);
  await vi.advanceTimersByTimeAsync(11_000 + 60_000);
  expect(tries).toBe(4);
  expect(told).toEqual(["no"]);
  expect(vi.getTimerCount()).toBe(0);
});

test("tells nothing of a session that was lost, and is done again", async () => {
  let tries = 0;
  const errand = createErrand(() => {
    tries += 1;
    return tries === 1 ? Promise.reject(new SessionError("lost", { lost: true })) : Promise.resolve();
  }, expect.unreachable);
  await errand.run();
  await vi.advanceTimersByTimeAsync(15_000);
  expect(tries).toBe(2);
});

test("is not done any more once it is over", async () => {
  const work = vi.fn<() => Promise<void>>(() => Promise.reject(new Error("no")));
  const errand = createErrand(work, () => {});
  await errand.run();
  errand.stop();
  expect(vi.getTimerCount()).toBe(0);
  await errand.run();
  errand.later();
  expect(vi.getTimerCount()).toBe(0);
  expect(work).toHaveBeenCalledTimes(1);
});
