import { afterEach, expect, test } from "vitest";
import { onHangup } from "../src/hangup.ts";

const before = process.listeners("SIGHUP");
afterEach(() => {
  for (const listener of process.listeners("SIGHUP"))
    if (!before.includes(listener)) process.off("SIGHUP", listener);
});

/** As the kernel does it, for this process alone. */
async function hangUp(): Promise<void> {
  const heard = new Promise((resolve) => void process.once("SIGHUP", resolve));
  process.kill(process.pid, "SIGHUP");
  await heard;
}

test("each hangup is a call, until it is no more wanted; none ends the process", async () => {
  let calls = 0;
  const end = onHangup(() => (calls += 1));
  await hangUp();
  await hangUp();
  expect(calls).toBe(2);
  end();
  expect(process.listenerCount("SIGHUP")).toBe(before.length + 1);
  await hangUp();
  expect(calls).toBe(2);
});

test("any number of bots, one after the other, leave one listener", () => {
  for (let bot = 0; bot < 5; bot += 1) onHangup(() => {})();
  expect(process.listenerCount("SIGHUP")).toBe(before.length + 1);
});
