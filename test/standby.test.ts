/** Two bots of one account, without a server: who acts, who stands by, and what happens when one of them is gone. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Place } from "../src/place.ts";
import { createStandby, type Standby } from "../src/standby.ts";
import { SessionError } from "../src/xmpp/failure.ts";
import type { Memory } from "../src/xmpp/private.ts";
import { StanzaError } from "../src/xmpp/stanza-error.ts";
import type { Element } from "../src/xmpp/stanza.ts";
import { logTo } from "./support/rooms.ts";
import { element } from "./support/xml.ts";

const ACCOUNT = "bot@example.org";
/** Long enough that nothing of it passes unnoticed. */
const PATIENCE = 5_000;
const INTERVAL = 10_000;
const WATCH = 60_000;

/** The account: its private node, and the sessions that it has; a session that is frozen answers nothing. */
interface Account {
  readonly items: Map<string, Element>;
  readonly sessions: Map<string, Line>;
}

interface Bot {
  readonly standby: Standby;
  readonly log: string[];
  readonly acted: () => number;
  readonly yielded: () => number;
  freeze(): void;
  /** The bot goes on, and hears what it was sent meanwhile. */
  thaw(): Promise<void>;
  /** Its process and its session are gone, without a word. */
  die(): void;
}

/** A session, and what waits for it while it is frozen. */
interface Line {
  readonly standby: Standby;
  waiting: (() => void)[] | undefined;
}

let account: Account;
let refusal: Error | undefined;

const place = (pid: number, name = "one", alive: readonly number[] = [pid]): Place => ({
  name,
  pid,
  isAlive: (other) => alive.includes(other),
});

const memory: Memory = {
  read(ids = [...account.items.keys()]) {
    if (refusal !== undefined) return Promise.reject(refusal);
    return Promise.resolve(new Map([...account.items].filter(([id]) => ids.includes(id))));
  },
  write(id, payload) {
    if (refusal !== undefined) return Promise.reject(refusal);
    account.items.set(id, payload);
    return Promise.resolve();
  },
  forget(id) {
    account.items.delete(id);
    return Promise.resolve();
  },
};

function bot(resource: string, at: Place): Bot {
  const log: string[] = [];
  let acted = 0;
  let yielded = 0;
  const standby = createStandby({
    xmpp: {
      get: (payload, to = "") => reach("get", payload, to, `${ACCOUNT}/${resource}`),
      set: (payload, to = "") => reach("set", payload, to, `${ACCOUNT}/${resource}`),
      send: () => {},
    },
    memory,
    jid: () => `${ACCOUNT}/${resource}`,
    act: () => (acted += 1),
    yield: () => (yielded += 1),
    log: logTo((level, message) => log.push(`${level}: ${message}`)),
    patience: PATIENCE,
    interval: INTERVAL,
    watch: WATCH,
    place: at,
  });
  const line: Line = { standby, waiting: undefined };
  account.sessions.set(resource, line);
  return {
    standby,
    log,
    acted: () => acted,
    yielded: () => yielded,
    freeze: () => void (line.waiting = []),
    async thaw() {
      const waiting = line.waiting ?? [];
      line.waiting = undefined;
      for (const hear of waiting) hear();
      await settle();
    },
    die() {
      account.sessions.delete(resource);
      standby.pause();
    },
  };
}

/** A request to a full JID: a session that is not there is refused by the server, one that is frozen gets it later. */
function reach(type: string, payload: Element, to: string, from: string): Promise<Element | undefined> {
  const line = account.sessions.get(to.slice(ACCOUNT.length + 1));
  if (line === undefined) return Promise.reject(stanzaError("service-unavailable", "cancel"));
  const { promise, resolve } = Promise.withResolvers<Element | undefined>();
  const hear = (): void => {
    const answer = line.standby.answer(element(`<iq type="${type}" from="${from}"/>`), payload);
    resolve(answer !== undefined && "result" in answer ? answer.result : undefined);
  };
  if (line.waiting === undefined) hear();
  else line.waiting.push(hear);
  return promise;
}

function stanzaError(condition: string, type: string): StanzaError {
  return StanzaError.fromElement(
    element(`<error type="${type}"><${condition} xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>`),
    { from: ACCOUNT, request: "ask" },
  );
}

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  account = { items: new Map(), sessions: new Map() };
  refusal = undefined;
});

afterEach(() => void vi.useRealTimers());

test("a bot that is alone acts at once", async () => {
  const one = bot("one", place(1));
  one.standby.start();
  await settle();
  expect(one.standby.acts()).toBe(true);
  expect(one.log).toEqual([]);
});

test("a second one stands by and says so, and takes over when the first says goodbye", async () => {
  const [one, two] = [bot("one", place(1, "here")), bot("two", place(1, "there"))];
  one.standby.start();
  await settle();
  two.standby.start();
  await settle();
  expect([one.standby.acts(), two.standby.acts()]).toEqual([true, false]);
  expect(two.log).toEqual([
    "warn: another newsstand uses this account (one on here): this one stands by, and takes over when that is gone",
  ]);
  await vi.advanceTimersByTimeAsync(10 * INTERVAL);
  expect([two.acted(), two.log.length]).toEqual([0, 1]);

  await one.standby.stop();
  account.sessions.delete("one");
  await vi.advanceTimersByTimeAsync(INTERVAL);
  expect([two.acted(), two.log.at(-1)]).toEqual([
    1,
    "warn: the other newsstand is gone: this one takes over",
  ]);
});

test("of two that start at the same moment exactly one acts", async () => {
  const [one, two] = [bot("one", place(1, "here")), bot("two", place(1, "there"))];
  two.standby.start();
  one.standby.start();
  await vi.advanceTimersByTimeAsync(10 * INTERVAL);
  expect([one.acted(), two.acted()]).toEqual([1, 0]);
});

test("the session that a killed process has left behind is not waited for on the same machine", async () => {
  const dead = bot("dead", place(7));
  dead.standby.start();
  await settle();
  dead.freeze();
  const next = bot("next", place(8));
  next.standby.start();
  await settle();
  expect(next.standby.acts()).toBe(true);
  expect([...account.items.keys()]).toEqual(["next"]);
});

test("nor in a container in which every process has the same number", async () => {
  const dead = bot("dead", place(1));
  dead.standby.start();
  await settle();
  dead.freeze();
  const next = bot("next", place(1));
  next.standby.start();
  await settle();
  expect(next.standby.acts()).toBe(true);
});

test("elsewhere it has a moment to answer", async () => {
  const dead = bot("dead", place(7, "here"));
  dead.standby.start();
  await settle();
  dead.freeze();
  const next = bot("next", place(8, "there"));
  next.standby.start();
  await vi.advanceTimersByTimeAsync(PATIENCE - 1);
  expect(next.standby.acts()).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(next.standby.acts()).toBe(true);
});

describe("one that was frozen while another took over", () => {
  let one: Bot;
  let two: Bot;

  beforeEach(async () => {
    [one, two] = [bot("one", place(1, "here")), bot("two", place(1, "there"))];
    one.standby.start();
    await settle();
    two.standby.start();
    await settle();
    one.freeze();
    await vi.advanceTimersByTimeAsync(INTERVAL + PATIENCE);
  });

  const state = () => [one, two].map(({ yielded, standby }) => [yielded(), standby.acts()]);
  const ONLY_TWO_ACTS = [
    [1, false],
    [0, true],
  ];

  test("hears of it as soon as it goes on, also when its link was never lost", async () => {
    await one.thaw();
    expect(state()).toEqual(ONLY_TWO_ACTS);
    await vi.advanceTimersByTimeAsync(10 * WATCH);
    expect(state()).toEqual(ONLY_TWO_ACTS);
  });

  test("finds out by itself, should it not be told", async () => {
    one.standby.pause();
    account.sessions.get("one")?.waiting?.splice(0);
    await one.thaw();
    one.standby.resume();
    await settle();
    expect(state()).toEqual(ONLY_TWO_ACTS);
  });

  test("takes over in its turn, and waits for longer than the other did", async () => {
    await one.thaw();
    two.freeze();
    await vi.advanceTimersByTimeAsync(INTERVAL + PATIENCE);
    expect(one.acted()).toBe(1);
    await vi.advanceTimersByTimeAsync(PATIENCE);
    expect([one.acted(), one.standby.acts()]).toEqual([2, true]);
    await two.thaw();
    expect([two.yielded(), two.standby.acts()]).toEqual([1, false]);
  });
});

test("of two that stand by, the one that was there before takes over, and the other stays", async () => {
  const come = async (resource: string, at: Place): Promise<Bot> => {
    await vi.advanceTimersByTimeAsync(1);
    const made = bot(resource, at);
    made.standby.start();
    await settle();
    return made;
  };
  const one = await come("one", place(1, "here"));
  const two = await come("two", place(1, "there"));
  const three = await come("three", place(1, "yonder"));
  // The last one looks first.
  one.die();
  three.standby.resume();
  await vi.advanceTimersByTimeAsync(10 * INTERVAL);
  expect([two.acted(), three.acted()]).toEqual([1, 0]);
  expect([...account.items.keys()].toSorted()).toEqual(["three", "two"]);
});

test("a node that somebody deletes makes nobody act who did not", async () => {
  const [one, two] = [bot("one", place(1, "here")), bot("two", place(1, "there"))];
  one.standby.start();
  await settle();
  two.standby.start();
  await settle();
  account.items.clear();
  await vi.advanceTimersByTimeAsync(2 * WATCH);
  expect([one.acted(), two.acted(), one.yielded()]).toEqual([1, 0, 0]);
  expect(account.items.has("one")).toBe(true);
});

test("one that acts goes on when its item is lost, though one that stands by was there before", async () => {
  const one = bot("one", place(1, "here"));
  await vi.advanceTimersByTimeAsync(1);
  const two = bot("two", place(1, "there"));
  two.standby.start();
  await settle();
  one.standby.start();
  await settle();
  account.items.clear();
  await vi.advanceTimersByTimeAsync(2 * WATCH);
  expect([one.acted(), two.yielded(), two.standby.acts()]).toEqual([0, 0, true]);
});

test("one whose item was lost by the server goes on", async () => {
  const one = bot("one", place(1));
  one.standby.start();
  await settle();
  account.items.clear();
  one.standby.resume();
  await settle();
  expect([one.yielded(), one.standby.acts(), [...account.items.keys()]]).toEqual([0, true, ["one"]]);
});

test.each([
  ["has no private storage", stanzaError("service-unavailable", "cancel")],
  ["does not keep a node private", new Error("not private")],
  ["does not answer", new SessionError("did not answer in time")],
])("a server that %s has one bot as far as anybody can know", async (_, error) => {
  refusal = error;
  const one = bot("one", place(1));
  one.standby.start();
  await settle();
  expect(one.standby.acts()).toBe(true);
});

test("a server that is to be asked later is not asked for ever", async () => {
  refusal = stanzaError("resource-constraint", "wait");
  const one = bot("one", place(1));
  one.standby.start();
  await settle();
  expect(one.standby.acts()).toBe(false);
  await vi.advanceTimersByTimeAsync(2 * INTERVAL);
  expect(one.standby.acts()).toBe(true);
});

test("one that stands by takes over also when its server has lost its private storage", async () => {
  const [one, two] = [bot("one", place(1, "here")), bot("two", place(1, "there"))];
  one.standby.start();
  await settle();
  two.standby.start();
  await settle();
  refusal = stanzaError("service-unavailable", "cancel");
  one.die();
  await vi.advanceTimersByTimeAsync(INTERVAL);
  expect(two.standby.acts()).toBe(true);
});

test("one that stands by does not act because its server is in trouble", async () => {
  const [one, two] = [bot("one", place(1, "here")), bot("two", place(1, "there"))];
  one.standby.start();
  await settle();
  two.standby.start();
  await settle();
  refusal = stanzaError("internal-server-error", "cancel");
  await vi.advanceTimersByTimeAsync(5 * INTERVAL);
  expect(two.standby.acts()).toBe(false);
});

test("only the account itself is told", () => {
  const one = bot("one", place(1));
  const query = element(`<bot xmlns="urn:x-newsstand:bot"/>`);
  const from = (jid: string): Element => element(`<iq type="get" from="${jid}"/>`);
  expect(one.standby.answer(from("eve@example.org/x"), query)).toBeUndefined();
  expect(one.standby.answer(from(`${ACCOUNT}/x`), query)).toMatchObject({ result: { name: "bot" } });
});
