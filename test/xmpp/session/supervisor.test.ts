/** When the next attempt is made, and when none is. */

import { expect, test } from "vitest";
import { createSupervisor, type End } from "../../../src/xmpp/session/supervisor.ts";
import { TIMING } from "../../../src/xmpp/timing.ts";

const service = { host: "xmpp.example.org", port: 5222, tls: "starttls" as const };
const ended = (name: string, properties: { condition?: string; code?: string }, lasted?: number): End => ({
  lasted,
  reason: Object.assign(new Error(properties.condition ?? "boom"), { name, ...properties }),
  step: lasted === undefined ? "connect" : "session",
});
const REFUSED = ended("Error", { code: "ECONNREFUSED" });
const WRONG = ended("SASLError", { condition: "not-authorized" });

/** Lets the attempts end like this, without any real pause, and stops after the last. Gives the pauses in s, and the rest. */
async function supervise(...ends: readonly End[]) {
  const pauses: number[] = [];
  const sentences: string[] = [];
  const stopping = new AbortController();
  let attempts = 0;
  const supervisor = createSupervisor({
    domain: "example.org",
    service,
    timing: TIMING,
    attempt() {
      const end = ends[attempts];
      if (end === undefined) stopping.abort();
      else attempts += 1;
      return Promise.resolve(end ?? REFUSED);
    },
    offline: ({ sentence }) => void sentences.push(sentence),
    signal: stopping.signal,
    wait(ms) {
      pauses.push(ms / 1000);
      return Promise.resolve();
    },
  });
  return { failure: await supervisor.run(), pauses, sentences, attempts: () => attempts };
}

/** A pause is shortened at random by up to a third. */
const about = (seconds: number) => expect.closeTo((seconds * 5) / 6, Math.log10(3 / seconds));

test("pauses grow from 1 s to 5 min", async () => {
  const { pauses } = await supervise(...Array.from({ length: 12 }, () => REFUSED));
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300].map(about));
});

test("after a stable minute pauses begin anew, after a shorter session they do not", async () => {
  const short = ended("Error", { code: "ECONNRESET" }, 30_000);
  const long = ended("Error", { code: "ECONNRESET" }, 61_000);
  const { pauses } = await supervise(REFUSED, REFUSED, short, long, REFUSED);
  expect(pauses).toEqual([1, 2, 4, 1, 2].map(about));
});

test("what only an operator can mend is looked at again every five minutes", async () => {
  const expired = ended("Error", { code: "CERT_HAS_EXPIRED" });
  expect((await supervise(expired, expired)).pauses).toEqual([300, 300]);
});

test("a wrong password is tried three times, and the sentence says so", async () => {
  const { attempts, failure } = await supervise(WRONG, WRONG, WRONG, WRONG);
  expect(attempts()).toBe(3);
  expect(failure?.sentence).toContain("(it was tried 3 times; more could lock the account)");
});

test("a wrong password that was right in between is counted from the start", async () => {
  const online = ended("Error", {}, 1000);
  const { attempts, failure } = await supervise(WRONG, WRONG, online, WRONG, WRONG);
  expect(attempts()).toBe(5);
  expect(failure).toBe(undefined);
});

test("a wrong password is counted also where other attempts fail for other reasons", async () => {
  const { attempts, failure } = await supervise(WRONG, REFUSED, WRONG, REFUSED, WRONG, REFUSED);
  expect(attempts()).toBe(5);
  expect(failure?.remedy).toBe("credentials");
});

test("another session in this one's place is not fought", async () => {
  const { attempts, failure, sentences } = await supervise(
    ended("StreamError", { condition: "conflict" }, 1000),
    REFUSED,
  );
  expect(attempts()).toBe(1);
  expect(failure?.remedy).toBe("stop");
  expect(sentences).toEqual([expect.stringContaining("only one newsstand may run with it")]);
});

test("a pause can be cut short, and ends with the signal", async () => {
  const stopping = new AbortController();
  let attempts = 0;
  const supervisor = createSupervisor({
    domain: "example.org",
    service,
    timing: TIMING,
    attempt: () => Promise.resolve(REFUSED),
    offline() {
      attempts += 1;
      setImmediate(() => (attempts === 1 ? supervisor.hurry() : stopping.abort()));
    },
    signal: stopping.signal,
  });
  const began = Date.now();
  expect(await supervisor.run()).toBe(undefined);
  expect(attempts).toBe(2);
  expect(Date.now() - began).toBeLessThan(500);
});
