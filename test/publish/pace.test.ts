/** The window in bytes. */

import { expect, test } from "vitest";
import { createWindow } from "../../src/publish/pace.ts";

/** Tasks that end when told to. */
function tasks(size: number) {
  const window = createWindow(size);
  const started: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<void>>();
  const start = (name: string, bytes: number) => {
    const end = Promise.withResolvers<void>();
    ends.set(name, end);
    return window.run(bytes, () => {
      started.push(name);
      return end.promise;
    });
  };
  return { start, started, end: (name: string) => ends.get(name) };
}

test("tasks start in order as long as they fit", async () => {
  const { start, started, end } = tasks(100);
  const all = [start("a", 60), start("b", 40), start("c", 10)];
  await Promise.resolve();
  await Promise.resolve();
  expect(started).toEqual(["a", "b"]);
  end("b")?.resolve();
  await all[1];
  await Promise.resolve();
  expect(started).toEqual(["a", "b", "c"]);
  end("a")?.resolve();
  end("c")?.resolve();
  await Promise.all(all);
});

test("what is larger than the window goes alone", async () => {
  const { start, started, end } = tasks(100);
  const all = [start("large", 500), start("small", 1)];
  await Promise.resolve();
  await Promise.resolve();
  expect(started).toEqual(["large"]);
  end("large")?.resolve();
  await all[0];
  await Promise.resolve();
  expect(started).toEqual(["large", "small"]);
  end("small")?.resolve();
  await Promise.all(all);
});

test("a task that fails makes room all the same", async () => {
  const { start, started, end } = tasks(1);
  const all = [start("a", 1), start("b", 1)];
  await Promise.resolve();
  end("a")?.reject(new Error("no"));
  await expect(all[0]).rejects.toThrow("no");
  await Promise.resolve();
  expect(started).toEqual(["a", "b"]);
  end("b")?.resolve();
  await all[1];
});
