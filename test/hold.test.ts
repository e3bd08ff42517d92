/** A task of the command line and the bot of its account do not work on the nodes at once. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createHold, NS, whileTheyWait } from "../src/hold.ts";
import type { Memory } from "../src/xmpp/private.ts";
import { type Element, xml } from "../src/xmpp/stanza.ts";
import { conversation, element } from "./support/conversation.ts";

const ACCOUNT = "bot@example.org";

describe("the bot", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function started() {
    const said: string[] = [];
    const over = vi.fn<() => void>();
    const hold = createHold({
      account: ACCOUNT,
      over,
      log: { info: (sentence) => void said.push(sentence) },
    });
    const hears = (from: string, attrs: Readonly<Record<string, string>> = {}) => {
      const payload = xml("hold", { xmlns: NS, ...attrs });
      return hold.answer(xml("iq", { type: "set", from }, payload), payload);
    };
    return { hold, hears, over, said };
  }

  test("waits for as long as a task works, and then looks at the nodes anew", () => {
    const { hold, hears, over, said } = started();
    expect(hears(`${ACCOUNT}/task`)).toEqual({ result: undefined });
    expect([hold.isOn(), over.mock.calls.length]).toEqual([true, 0]);
    hears(`${ACCOUNT}/task`);
    hears(`${ACCOUNT}/task`, { over: "true" });
    expect([hold.isOn(), over.mock.calls.length]).toEqual([false, 1]);
    expect(said).toEqual([
      "a task of the command line works on the nodes: the bot waits",
      "the task of the command line is over: the bot goes on",
    ]);
  });

  test("waits for the last of several tasks", () => {
    const { hold, hears, over } = started();
    for (const task of ["one", "other"]) hears(`${ACCOUNT}/${task}`);
    hears(`${ACCOUNT}/one`, { over: "true" });
    expect([hold.isOn(), over.mock.calls.length]).toEqual([true, 0]);
    hears(`${ACCOUNT}/other`, { over: "true" });
    expect([hold.isOn(), over.mock.calls.length]).toEqual([false, 1]);
  });

  test("goes on half a minute after the last word of a task that was killed", () => {
    const { hold, hears, over } = started();
    hears(`${ACCOUNT}/task`);
    vi.advanceTimersByTime(20_000);
    hears(`${ACCOUNT}/task`);
    vi.advanceTimersByTime(29_000);
    expect(hold.isOn()).toBe(true);
    vi.advanceTimersByTime(1_000);
    expect([hold.isOn(), over.mock.calls.length]).toEqual([false, 1]);
  });

  test("is held by nobody but its own account", () => {
    const { hold, hears } = started();
    for (const from of ["eve@example.org/task", "bot@example.org.example.com/task", "example.org"])
      expect(hears(from)).toBeUndefined();
    const payload = xml("hold", { xmlns: NS });
    expect(
      hold.answer(xml("iq", { type: "get", from: `${ACCOUNT}/task` }, payload), payload),
    ).toBeUndefined();
    expect(hold.isOn()).toBe(false);
  });
});

describe("a task", () => {
  const memoryOf = (...resources: readonly string[]): Pick<Memory, "read"> => ({
    read: () => Promise.resolve(new Map<string, Element>(resources.map((name) => [name, element("<bot/>")]))),
  });
  const hold = { sends: `<hold xmlns="${NS}"/>`, to: `${ACCOUNT}/one` };
  const over = { sends: `<hold xmlns="${NS}" over="true"/>`, to: `${ACCOUNT}/one` };

  test("begins when the bot waits, and tells it when all is done", async () => {
    const xmpp = conversation(hold, over);
    const done = await whileTheyWait({ xmpp, memory: memoryOf("one"), account: ACCOUNT }, () =>
      Promise.resolve("done"),
    );
    expect(done).toBe("done");
    xmpp.end();
  });

  test("tells it also when it fails", async () => {
    const xmpp = conversation(hold, over);
    const failing = whileTheyWait({ xmpp, memory: memoryOf("one"), account: ACCOUNT }, () =>
      Promise.reject(new Error("no")),
    );
    await expect(failing).rejects.toThrow("no");
    xmpp.end();
  });

  test("does not wait for a bot that is gone, or that only seems to be there", async () => {
    const gone = `<error type="cancel"><service-unavailable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>`;
    const xmpp = conversation({ ...hold, fails: gone }, { ...over, fails: gone });
    const work = () => Promise.resolve("done");
    expect(await whileTheyWait({ xmpp, memory: memoryOf("one"), account: ACCOUNT }, work)).toBe("done");
    xmpp.end();
    const silent = { ...xmpp, set: () => new Promise<never>(() => {}) };
    const bots = { xmpp: silent, memory: memoryOf("one"), account: ACCOUNT, patience: 1 };
    expect(await whileTheyWait(bots, work)).toBe("done");
  });
});
