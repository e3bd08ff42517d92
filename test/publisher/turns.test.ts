/** Rounds and tasks take turns. */

import { expect, test } from "vitest";
import { createTurns } from "../../src/publisher/turns.ts";

/** A round that lasts until it is let go, and what happened in order. */
function play() {
  const did: string[] = [];
  let letGo = (): void => {};
  const turns = createTurns(() => {
    did.push("round begins");
    return new Promise((resolve) => {
      letGo = () => {
        did.push("round ends");
        resolve();
      };
    });
  });
  return { turns, did, letGo: () => letGo() };
}

test("a task waits for the round that runs, and goes before the next", async () => {
  const { turns, did, letGo } = play();
  turns.request();
  turns.request();
  const task = turns.task(() => {
    did.push("task");
    return Promise.resolve("done");
  });
  expect(did).toEqual(["round begins"]);
  letGo();
  expect(await task).toBe("done");
  await expect.poll(() => did).toEqual(["round begins", "round ends", "task", "round begins"]);
  letGo();
  await expect.poll(() => turns.isRunning()).toBe(false);
});

test("no round begins while a task works", async () => {
  const { turns, did, letGo } = play();
  const working = Promise.withResolvers<void>();
  const task = turns.task(() => working.promise);
  turns.request();
  await new Promise(setImmediate);
  expect(did).toEqual([]);
  working.resolve();
  await task;
  await expect.poll(() => did).toEqual(["round begins"]);
  letGo();
});

test("a task that fails says why, and others go on", async () => {
  const { turns } = play();
  const failed = turns.task(() => Promise.reject(new Error("refused")));
  const other = turns.task(() => Promise.resolve(1));
  await expect(failed).rejects.toThrow("refused");
  expect(await other).toBe(1);
});

test("a task to which it does not come any more fails", async () => {
  const { turns, letGo } = play();
  turns.request();
  const waiting = turns.task(() => Promise.resolve());
  turns.stop();
  letGo();
  await expect(waiting).rejects.toThrow("the bot stops");
  await expect(turns.task(() => Promise.resolve())).rejects.toThrow("the bot stops");
});
