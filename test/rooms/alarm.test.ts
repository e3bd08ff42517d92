/** Timers that go off only while there is a session. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createAlarms } from "../../src/rooms/alarm.ts";

/** Running alarms, two of them, and what they did. */
function alarms() {
  const made = createAlarms();
  const done: string[] = [];
  made.resume();
  return {
    ...made,
    one: made.make(),
    other: made.make(),
    done,
    does: (what: string) => () => void done.push(what),
  };
}

describe("an alarm", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("goes off once, when it is due", () => {
    const { one, done, does } = alarms();
    one.set(100, does("a"));
    vi.advanceTimersByTime(99);
    expect(done).toEqual([]);
    vi.advanceTimersByTime(1000);
    expect(done).toEqual(["a"]);
  });

  test("that is set again, or stopped, does nothing of before", () => {
    const { one, other, done, does } = alarms();
    one.set(100, does("a"));
    one.set(200, does("b"));
    other.set(100, does("c"));
    other.stop();
    vi.advanceTimersByTime(1000);
    expect(done).toEqual(["b"]);
  });

  test("that falls due without a session waits for it, and goes off once", () => {
    const { one, pause, resume, done, does } = alarms();
    one.set(100, does("a"));
    pause();
    vi.advanceTimersByTime(1000);
    expect(done).toEqual([]);
    resume();
    resume();
    expect(done).toEqual(["a"]);
  });

  test("that waits for a session may still be set again, or stopped, also by one that waited before", () => {
    const { one, other, pause, resume, done, does } = alarms();
    one.set(100, () => {
      does("a")();
      other.stop();
    });
    other.set(100, does("b"));
    pause();
    vi.advanceTimersByTime(1000);
    resume();
    expect(done).toEqual(["a"]);
    one.set(100, does("c"));
    pause();
    vi.advanceTimersByTime(1000);
    one.set(100, does("d"));
    resume();
    vi.advanceTimersByTime(1000);
    expect(done).toEqual(["a", "d"]);
  });
});

test("an alarm keeps no process alive", () => {
  const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
  const { one } = alarms();
  const before = timers();
  one.set(100_000, () => {});
  expect(timers()).toBe(before);
  one.stop();
});
