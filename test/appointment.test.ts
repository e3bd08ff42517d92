import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createAppointment } from "../src/appointment.ts";

const DAY = 86_400_000;
const start = new Date("2031-06-01T00:00:00Z");
const after = (milliseconds: number) => new Date(start.getTime() + milliseconds);

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});

afterEach(() => {
  vi.useRealTimers();
});

test("it is kept to the millisecond, also when it is months away", () => {
  const call = vi.fn<() => void>();
  createAppointment(call).at(after(60 * DAY));
  vi.advanceTimersByTime(60 * DAY - 1);
  expect(call).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(call).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(60 * DAY);
  expect(call).toHaveBeenCalledTimes(1);
});

test("a moment that has passed is now", () => {
  const call = vi.fn<() => void>();
  createAppointment(call).at(after(-1));
  vi.advanceTimersByTime(1);
  expect(call).toHaveBeenCalledTimes(1);
});

test("there is one at a time, or none", () => {
  const call = vi.fn<() => void>();
  const appointment = createAppointment(call);
  appointment.at(after(1_000));
  appointment.at(after(3_000));
  vi.advanceTimersByTime(2_000);
  expect(call).not.toHaveBeenCalled();
  appointment.at(undefined);
  vi.advanceTimersByTime(DAY);
  expect(call).not.toHaveBeenCalled();
  appointment.at(after(3 * DAY));
  appointment.cancel();
  vi.advanceTimersByTime(3 * DAY);
  expect(call).not.toHaveBeenCalled();
});

test("a clock that was set, or a machine that slept, is noticed within a minute", () => {
  const call = vi.fn<() => void>();
  createAppointment(call).at(after(10 * DAY));
  vi.advanceTimersByTime(1_000);
  vi.setSystemTime(after(10 * DAY));
  vi.advanceTimersByTime(60_000);
  expect(call).toHaveBeenCalledTimes(1);
});

test("a clock that was set back does not make it early", () => {
  const call = vi.fn<() => void>();
  createAppointment(call).at(after(30_000));
  vi.setSystemTime(after(-DAY));
  vi.advanceTimersByTime(DAY + 29_999);
  expect(call).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(call).toHaveBeenCalledTimes(1);
});
