/** A link that carries nothing any more, or a server that hears nothing any more, is found out. */

import { beforeEach, describe, expect, test } from "vitest";
import { type Life, type Watch, watch } from "../../../src/xmpp/session/liveness.ts";
import { TIMING } from "../../../src/xmpp/timing.ts";

let traffic: { received: number; sent: number; answers: number };
let owed: number;
let probes: number[];
let now: number;
let life: Watch;

function begin(resumed: boolean): void {
  [traffic, owed, probes, now] = [{ received: 1000, sent: 1000, answers: 7 }, 0, [], 0];
  const probe = (): void => void probes.push(now / 1000);
  life = watch({ traffic: () => ({ ...traffic }), owed: () => owed, probe }, TIMING, { now: 0, resumed });
}

/** Looks once a second until then; gives the first second at which the link was not alive, and how it was. */
function until(seconds: number, each: () => void = () => {}): readonly [number, Life] | undefined {
  while (now < seconds * 1000) {
    now += 1000;
    each();
    const state = life.look(now);
    if (state !== "alive") return [now / 1000, state];
  }
  return undefined;
}

const answer = (): void => {
  traffic.received += 30;
  traffic.answers += 1;
};

describe("a session", () => {
  beforeEach(() => begin(false));

  test("that is silent is asked after 15 s, once, and given up as dead within 45 s", () => {
    expect(until(100)).toEqual([35, "dead"]);
    expect(probes).toEqual([15]);
  });

  test("that answers is asked again when the answer is old", () => {
    expect(until(16)).toBe(undefined);
    answer();
    expect(until(35)).toBe(undefined);
    expect(probes).toEqual([15, 32]);
  });

  test("is not kept alive by its own traffic", () => {
    expect(until(100, () => (traffic.sent += 3000))).toEqual([38, "dead"]);
  });

  test("that hears others but gets no answer is deaf", () => {
    const state = until(200, () => (traffic.received += 200));
    expect(state).toEqual([35, "deaf"]);
  });

  test("is given time for what a slow server still has to read", () => {
    traffic.sent += 200_000;
    // 200 kB at 2 kB/s, and the time for an answer.
    expect(until(200)).toEqual([115, "dead"]);
  });

  test("is given time for what still arrives on a slow link", () => {
    expect(until(300, () => (traffic.received += 3000))).toBe(undefined);
  });

  test("is not waited for without end", () => {
    expect(until(1000, () => (traffic.received += 3000))).toEqual([600, "deaf"]);
  });

  test("is given time for what is known to be unanswered, however it fell between two looks", () => {
    [traffic.sent, owed] = [traffic.sent + 180_000, 180_000];
    answer();
    expect(until(105)).toBe(undefined);
    expect(until(200)).toEqual([106, "dead"]);
  });

  test("has no debt from before its last answer", () => {
    traffic.sent += 500_000;
    answer();
    expect(until(1)).toBe(undefined);
    expect(until(100)).toEqual([36, "dead"]);
  });
});

describe("a session that was resumed", () => {
  beforeEach(() => begin(true));

  test("is asked at once, and is deaf when it does not prove itself within 10 s", () => {
    expect(probes).toEqual([0]);
    expect(until(100, () => (traffic.received += 100))).toEqual([11, "deaf"]);
  });

  test("is as any other once it did", () => {
    expect(until(2)).toBe(undefined);
    answer();
    expect(until(100)).toEqual([38, "dead"]);
  });
});
