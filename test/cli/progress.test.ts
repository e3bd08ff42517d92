/** What is seen of a task that runs. */

import { expect, test } from "vitest";
import { createProgress, standing } from "../../src/cli/progress.ts";

function started(isTTY: boolean) {
  const written: string[] = [];
  let ms = 0;
  const progress = createProgress(
    {
      err: (text) => void written.push(text),
      out: () => {},
      isTTY,
      env: {},
      signal: new AbortController().signal,
    },
    () => ms,
  );
  return { progress, written, pass: (more: number) => void (ms += more) };
}

test("on a terminal one line is written over, and what is said stands above it", () => {
  const { progress, written } = started(true);
  progress.show("1 of 2");
  progress.say("The link is down.");
  progress.show("2 of 2");
  progress.end();
  progress.say("Bye.");
  expect(written).toEqual([
    "\r1 of 2\u001b[K",
    "\rThe link is down.\u001b[K\n",
    "\r1 of 2\u001b[K",
    "\r2 of 2\u001b[K",
    "\n",
    "Bye.\n",
  ]);
});

test("elsewhere there is a line every three seconds, and the last in any case", () => {
  const { progress, written, pass } = started(false);
  for (let done = 1; done <= 8; done += 1) {
    progress.show(`${done} of 8`);
    pass(1_000);
  }
  progress.end();
  expect(written).toEqual(["1 of 8\n", "4 of 8\n", "7 of 8\n", "8 of 8\n"]);
});

test("what was never shown has no end", () => {
  const { progress, written } = started(true);
  progress.end();
  expect(written).toEqual([]);
});

test("a line never breaks, and nothing in it works", () => {
  const { progress, written } = started(false);
  progress.show(`1 of 2: \u001b[31m${"x".repeat(200)}`);
  expect(written).toEqual([`1 of 2:  [31m${"x".repeat(65)}…\n`]);
});

test("it says how far, how fast and how long still, as far as that is known", () => {
  const at = { done: 12, total: 40, rate: 3_100, secondsLeft: 240 };
  expect(standing(at, "a")).toBe("12 of 40, 3.1 kB/s, 4 min left: a");
  expect(standing({ ...at, done: 40, secondsLeft: 0 }, "a")).toBe("40 of 40, 3.1 kB/s: a");
  expect(standing({ ...at, rate: undefined, secondsLeft: undefined }, "a")).toBe("12 of 40: a");
});
