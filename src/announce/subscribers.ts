/** The list of those who are sent news in a chat, kept in private nodes of the account. */

import { SessionError } from "../xmpp/failure.ts";
import type { Memory } from "../xmpp/private.ts";
import {
  type Bucket,
  bucketOf,
  BUCKETS,
  EMPTY,
  fromElement,
  type Subscriber,
  toElement,
  withPerson,
} from "./buckets.ts";
import { SubscriptionError } from "./subscription-error.ts";
import type { Topic } from "./topics.ts";

export { SubscriptionError } from "./subscription-error.ts";
export type { Subscriber } from "./buckets.ts";

/**
 * The private nodes of the list. A server that stores a node as one file, as Prosody does unless it has a database, reads and
 * writes all of it for each item: with one node, 10,000 subscribers would make everybody wait 50 ms at each change.
 */
export const NODES: readonly string[] = Array.from(
  { length: 8 },
  (_, at) => `urn:x-newsstand:subscribers:${at}`,
);

/** How many topics one person can have. */
export const MOST_TOPICS = 10;
/** The largest bucket in bytes: room for some 1,000 people in each. */
const LARGEST = 60_000;
/** After so many deliveries in a row that came back, somebody is dropped. */
const MOST_FAILURES = 3;
/** So many people of one server there may be in each bucket, some 25,000 in all: one that makes up addresses keeps nobody out. */
const NEIGHBOURS = 200;

export interface SubscribersOptions {
  /** One for each of `NODES`. */
  readonly memories: readonly Memory[];
  readonly log: Voice;
}

export interface Voice {
  warn(sentence: string): void;
  info(sentence: string): void;
  debug(sentence: string): void;
}

export interface Subscribers {
  /**
   * Adds topics, and gives all that the person has now, once that is stored. Waits for a session where there is none.
   *
   * @throws SubscriptionError
   */
  add(jid: string, topics: readonly Topic[]): Promise<readonly Topic[]>;
  /** Takes topics away, or all. Gives those that were taken, and those that are left. */
  remove(
    jid: string,
    topics?: readonly Topic[],
  ): Promise<{ readonly taken: readonly Topic[]; readonly left: readonly Topic[] }>;
  /** Reads the list, if that has not been done in this session. What follows is of the list as it was read, and changed since. */
  load(): Promise<void>;
  find(jid: string): Subscriber | undefined;
  /** The people in a bucket, in the order of their JIDs. */
  people(bucket: number): readonly Subscriber[];
  count(): number;
  /** Something is sent to somebody: who has failed before, and not the last time, has mended. */
  sending(jid: string): void;
  /** What was sent came back; `gone`: for good. */
  bounced(jid: string, gone: boolean, why: string): void;
  /** Stores what `sending` and `bounced` have changed. */
  flush(): Promise<void>;
  /** A new session, in which somebody else may have changed the list before. */
  restart(): void;
  /** The session goes on. */
  resumed(): void;
}

export function createSubscribers({ memories, log }: SubscribersOptions): Subscribers {
  const buckets = new Map<number, Bucket>();
  const dirty = new Set<number>();
  let loaded = false;
  let turn: Promise<unknown> = Promise.resolve();
  let sessions = 0;
  let next = Promise.withResolvers<void>();

  const bucket = (at: number): Bucket => buckets.get(at) ?? EMPTY;
  const find = (jid: string): Subscriber | undefined =>
    bucket(bucketOf(jid)).people.find((each) => each.jid === jid);
  const store = async (at: number, what: Bucket): Promise<void> =>
    memories[at % memories.length]?.write(String(at), toElement(what));

  /** One after the other: two changes of a bucket must not overwrite each other. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    turn = mine.catch(() => {});
    return mine;
  };

  /** Does it again in the next session when this one was lost. */
  const patiently = async (work: () => Promise<void>): Promise<void> => {
    for (;;) {
      const mine = sessions;
      try {
        await work();
        return;
      } catch (error) {
        if (!(error instanceof SessionError && error.lost)) throw error;
        if (mine === sessions) await next.promise;
      }
    }
  };

  const wake = (): void => {
    sessions += 1;
    next.resolve();
    next = Promise.withResolvers();
  };

  const read = async (): Promise<void> => {
    if (loaded) return;
    const mine = sessions;
    const stored = new Map<number, Bucket>();
    for (const memory of memories) {
      for (const [id, element] of await memory.read()) {
        const found = fromElement(element);
        if (found === undefined) throw new Error(`the list of subscribers cannot be read (item ${id})`);
        stored.set(Number(id), found);
      }
    }
    for (let at = 0; at < BUCKETS; at += 1) {
      const found = stored.get(at) ?? EMPTY;
      if (found.revision >= bucket(at).revision) buckets.set(at, found);
      // A server that was killed may have lost what it was given last.
      else dirty.add(at);
    }
    if (mine === sessions) loaded = true;
  };

  const change = async (jid: string, to: (topics: readonly Topic[]) => readonly Topic[]): Promise<void> => {
    const at = bucketOf(jid);
    const before = find(jid);
    const topics = to(before?.topics ?? []);
    if (topics === before?.topics || (before === undefined && topics.length === 0)) return;
    if (before === undefined && hasNeighbours(bucket(at), jid))
      throw new SubscriptionError("neighbours", "There is no room for more subscribers of this server.");
    const person = topics.length === 0 ? undefined : { jid, topics, failures: 0, tried: false };
    const after = withPerson(bucket(at), jid, person);
    const isLarger = topics.length > (before?.topics.length ?? 0);
    if (isLarger && Buffer.byteLength(toElement(after).getText()) > LARGEST) {
      log.warn("the list of subscribers is full");
      throw new SubscriptionError("full", "There is no room for more subscribers.");
    }
    await store(at, after);
    buckets.set(at, after);
    dirty.delete(at);
  };

  /** Stores a change, or says why it cannot be. */
  const changed = async (jid: string, to: (topics: readonly Topic[]) => readonly Topic[]): Promise<void> => {
    try {
      await patiently(async () => {
        await read();
        await change(jid, to);
      });
    } catch (error) {
      if (error instanceof SubscriptionError) throw error;
      log.warn(
        `the list of subscribers was not changed: ${error instanceof Error ? error.message : String(error)}`,
      );
      throw new SubscriptionError("unavailable", "The list of subscribers cannot be changed now.");
    }
  };

  /** Changes somebody in memory alone. */
  const note = (jid: string, what: Subscriber | undefined): void => {
    const at = bucketOf(jid);
    buckets.set(at, withPerson(bucket(at), jid, what));
    dirty.add(at);
  };

  return {
    find,
    people: (at) => bucket(at).people,
    count: () => [...buckets.values()].reduce((sum, { people }) => sum + people.length, 0),
    add: (jid, topics) =>
      inTurn(async () => {
        await changed(jid, (before) => {
          const fresh = topics.filter((topic) => !before.includes(topic));
          if (before.length + fresh.length > MOST_TOPICS)
            throw new SubscriptionError("topics", `Nobody can subscribe to more than ${MOST_TOPICS} topics.`);
          return fresh.length === 0 ? before : [...before, ...fresh];
        });
        return find(jid)?.topics ?? [];
      }),
    remove: (jid, topics) =>
      inTurn(async () => {
        let taken: readonly Topic[] = [];
        await changed(jid, (before) => {
          taken = before.filter((topic) => topics === undefined || topics.includes(topic));
          return taken.length === 0 ? before : before.filter((topic) => !taken.includes(topic));
        });
        return { taken, left: find(jid)?.topics ?? [] };
      }),
    load: () => inTurn(read),
    sending(jid) {
      const person = find(jid);
      if (person === undefined || person.failures === 0) return;
      note(jid, person.tried ? { ...person, failures: 0, tried: false } : { ...person, tried: true });
    },
    bounced(jid, gone, why) {
      const person = find(jid);
      // Two messages about one issue are one delivery.
      if (person === undefined || (person.failures > 0 && !person.tried && !gone)) return;
      const failures = person.failures + 1;
      const isOver = gone || failures >= MOST_FAILURES;
      note(jid, isOver ? undefined : { ...person, failures, tried: false });
      log.debug(`what was sent to ${jid} came back (${why})`);
      // Who subscribes is nobody else's business: a log is read by many.
      if (isOver) log.info(`somebody is no longer subscribed: what was sent there came back (${why})`);
    },
    flush: () =>
      inTurn(async () => {
        for (const at of dirty) {
          const stored = bucket(at);
          await store(at, stored);
          if (bucket(at) === stored) dirty.delete(at);
        }
      }),
    restart() {
      loaded = false;
      wake();
    },
    resumed: wake,
  };
}

function hasNeighbours({ people }: Bucket, jid: string): boolean {
  if (people.length < NEIGHBOURS) return false;
  const server = jid.slice(jid.indexOf("@"));
  return people.filter((each) => each.jid.endsWith(server)).length >= NEIGHBOURS;
}
