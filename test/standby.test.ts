/** Two bots of one account, without a server: who acts, who stands by, and what happens when one of them is gone. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createStandby, type Place, type Standby } from "../src/standby.ts";
import type { Memory } from "../src/xmpp/private.ts";
import { StanzaError } from "../src/xmpp/stanza-error.ts";
import type { Element } from "../src/xmpp/stanza.ts";
import { logTo } from "./support/rooms.ts";
import { element } from "./support/xml.ts";

const ACCOUNT = "bot@example.org";
/** Long enough that nothing of it passes unnoticed. */
const PATIENCE = 5_000;
const INTERVAL = 10_000;

/** The account: its private node, and the sessions that it has; a session that is frozen answers nothing. */
interface Account {
  readonly items: Map<string, Element>;
  readonly sessions: Map<string, Bot>;
}

interface Bot {
  readonly standby: Standby;
  readonly log: string[];
  readonly acted: () => number;
  readonly yielded: () => number;
  frozen: boolean;
}

let account: Account;
let refusal: StanzaError | undefined;

const place = (pid: number, name = "one", alive: readonly number[] = [pid]): Place => ({
  name,
  pid,
  isAlive: (other) => alive.includes(other),
});

const memory: Memory = {
  read: () => (refusal === undefined ? Promise.resolve(new Map(account.items)) : Promise.reject(refusal)),
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
      get: (payload, to = "") => reach(payload, to, `${ACCOUNT}/${resource}`),
      set: () => Promise.resolve(undefined),
      send: () => {},
    },
    memory,
    jid: () => `${ACCOUNT}/${resource}`,
    act: () => (acted += 1),
    yield: () => (yielded += 1),
    log: logTo((level, message) => log.push(`${level}: ${message}`)),
    patience: PATIENCE,
    interval: INTERVAL,
    place: at,
  });
  const made = { standby, log, acted: () => acted, yielded: () => yielded, frozen: false };
  account.sessions.set(resource, made);
  return made;
}

/** A request to a full JID: a session that is not there is refused by the server. */
function reach(payload: Element, to: string, from: string): Promise<Element | undefined> {
  const there = account.sessions.get(to.slice(ACCOUNT.length + 1));
  if (there === undefined) return Promise.reject(stanzaError("service-unavailable", "cancel"));
  if (there.frozen) return Promise.withResolvers<undefined>().promise;
  const answer = there.standby.answer(element(`<iq type="get" from="${from}"/>`), payload);
  return Promise.resolve(answer !== undefined && "result" in answer ? answer.result : undefined);
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
  dead.frozen = true;
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
  dead.frozen = true;
  const next = bot("next", place(1));
  next.standby.start();
  await settle();
  expect(next.standby.acts()).toBe(true);
});

test("elsewhere it has a moment to answer", async () => {
  const dead = bot("dead", place(7, "here"));
  dead.standby.start();
  await settle();
  dead.frozen = true;
  const next = bot("next", place(8, "there"));
  next.standby.start();
  await vi.advanceTimersByTimeAsync(PATIENCE - 1);
  expect(next.standby.acts()).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(next.standby.acts()).toBe(true);
});

test("one that comes back from a frozen link gives way to the one that took over", async () => {
  const [one, two] = [bot("one", place(1, "here")), bot("two", place(1, "there"))];
  one.standby.start();
  await settle();
  two.standby.start();
  await settle();
  one.frozen = true;
  one.standby.pause();
  await vi.advanceTimersByTimeAsync(INTERVAL + PATIENCE);
  expect(two.standby.acts()).toBe(true);
  one.frozen = false;
  one.standby.resume();
  await settle();
  expect([one.yielded(), one.standby.acts()]).toEqual([1, false]);
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

test("a server without private storage has one bot as far as anybody can know", async () => {
  refusal = stanzaError("service-unavailable", "cancel");
  const one = bot("one", place(1));
  one.standby.start();
  await settle();
  expect(one.standby.acts()).toBe(true);
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
