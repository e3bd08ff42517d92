/** The session: one supervisor that connects, resumes, reconnects, and lets the bot speak only when it can be heard. */

import { setTimeout as pause } from "node:timers/promises";
import type { Answer } from "./answers.ts";
import { backoff } from "./backoff.ts";
import type { Credentials } from "./authentication.ts";
import { type Connection, connect } from "./connection.ts";
import type { Resumption } from "./cures.ts";
import { explain, type Failure, isResumable, SessionError } from "./failure.ts";
import { bare } from "./jid.ts";
import * as ping from "./ping.ts";
import { createRequests } from "./requests.ts";
import { type Service, services } from "./srv.ts";
import type { Element, Requester } from "./stanza.ts";

export interface SessionOptions {
  /** The bare JID of the account. */
  readonly jid: string;
  readonly credentials: Credentials;
  /** Where to connect; without it, the domain's SRV records say. */
  readonly service?: Service | undefined;
  readonly resource?: string | undefined;
  /** Prints the stream, for an operator who asked for it. */
  readonly debug: boolean;
}

/** What the rest of the bot hears of the session. Listeners may throw; it is told as trouble. */
export interface SessionEvents {
  /** Answers a request of another entity. */
  readonly answer: (iq: Element, payload: Element) => Answer;
  /** A new session: presence, rooms and unfinished work have to be done again. */
  online(jid: string): void;
  /** The session goes on after an interruption: nothing has to be repeated. */
  resumed(): void;
  /** The session is interrupted, for the reason that the sentence gives; `tooLarge`: by a stanza that was too large. */
  offline(sentence: string, tooLarge: boolean): void;
  stanza(stanza: Element): void;
  readonly trouble: (error: Error) => void;
  /** The account cannot log in: there is no use in going on. */
  rejected(sentence: string): void;
}

export interface Session extends Requester {
  /** The full JID while online, else the bare one. */
  jid(): string;
  isOnline(): boolean;
  /** Whether it is online or trying to be: a session that gave up, or was stopped, is not alive. */
  isAlive(): boolean;
  /** The largest stanza that the server says it takes, in bytes (XEP-0478). */
  limit(): number | undefined;
  start(): void;
  /** Ends the session and does not start another. */
  stop(): Promise<void>;
  /** Drops the connection and makes a new one. */
  reset(why: string): void;
}

const ATTEMPT_TIMEOUT = 45_000;
const TICK = 5_000;
/** Silence after which the server is asked for a sign of life, and further silence after which it is given up. */
const QUIET = 20_000;
const DEAD = 25_000;
/** What the slowest packaged rate limit still reads in a second: a sign of life waits behind what was sent before. */
const SLOWEST = 2_000;
const STABLE = 60_000;
const SLOW_PAUSE = 300_000;
const TRIES_WITH_WRONG_PASSWORD = 3;
/** Resumptions that did not last, after which the session is given up and a new one is started. */
const FUTILE_RESUMPTIONS = 3;

export function createSession(
  { jid, credentials, service, resource, debug }: SessionOptions,
  events: SessionEvents,
): Session {
  const domain = jid.slice(jid.indexOf("@") + 1);
  const requests = createRequests();
  const stopping = new AbortController();
  let connection: Connection | undefined;
  let online = false;
  let alive = false;
  let resumption: Resumption | undefined;
  let futile = 0;

  const protect = (listener: () => void): void => {
    try {
      listener();
    } catch (error) {
      events.trouble(error instanceof Error ? error : new Error(String(error)));
    }
  };

  const receive = (stanza: Element): void =>
    protect(() => {
      if (!requests.take(stanza, connection?.jid())) events.stanza(stanza);
    });

  /** One connection, from the first packet to the last. Gives how long it was online, and what ended it. */
  const attempt = (at: Service): Promise<{ readonly lasted: number; readonly reason: Error | undefined }> =>
    new Promise((resolve) => {
      let since: number | undefined;
      let live: ReturnType<typeof watchLife> | undefined;
      const made: Connection = connect({
        domain,
        service: at,
        resource,
        credentials,
        resume: resumption,
        debug,
        answer: events.answer,
        onStanza: receive,
        onTrouble: events.trouble,
        onOpen(how) {
          clearTimeout(watchdog);
          since = Date.now();
          online = true;
          if (how === "fresh") requests.fail("the session was lost");
          live = watchLife(made, requests.expire);
          protect(() => (how === "fresh" ? events.online(made.jid() ?? jid) : events.resumed()));
        },
        onClose(reason) {
          clearTimeout(watchdog);
          live?.stop();
          online = false;
          const lasted = since === undefined ? 0 : Date.now() - since;
          // What ended the stream would be sent again, and end it again.
          resumption = isResumable(reason) ? made.resumption() : undefined;
          // An attempt that never got through says nothing about the session.
          if (since !== undefined) futile = lasted < STABLE ? futile + 1 : 0;
          if (futile > FUTILE_RESUMPTIONS) [futile, resumption] = [0, undefined];
          if (resumption === undefined) requests.fail("the session was lost");
          resolve({ lasted, reason });
        },
      });
      const watchdog = setTimeout(() => made.destroy(timeout()), ATTEMPT_TIMEOUT);
      connection = made;
      if (stopping.signal.aborted) made.destroy(new SessionError("the session is stopped"));
    });

  const run = async (): Promise<void> => {
    const pauses = backoff(1_000, 300_000);
    let places: readonly Service[] = [];
    let rejections = 0;
    while (!stopping.signal.aborted) {
      let failure: Failure;
      let place: Service | undefined;
      try {
        if (places.length === 0) places = service === undefined ? await services(domain) : [service];
        [place, ...places] = places;
        if (place === undefined)
          throw new SessionError(`${domain} says that it has no XMPP service for clients`);
        const { lasted, reason } = await attempt(place);
        if (lasted > STABLE) pauses.reset();
        if (lasted > 0) [places, rejections] = [[], 0];
        failure = explain(reason, domain, place);
      } catch (error) {
        failure = explain(error instanceof Error ? error : new Error(String(error)), domain, place);
      }
      if (stopping.signal.aborted) break;
      protect(() => events.offline(failure.sentence, failure.tooLarge ?? false));
      rejections = failure.remedy === "credentials" ? rejections + 1 : 0;
      if (rejections >= TRIES_WITH_WRONG_PASSWORD) return events.rejected(failure.sentence);
      // The domain's other services are tried first.
      if (places.length > 0 && failure.remedy !== "credentials") continue;
      const wait = failure.remedy === "slow" ? SLOW_PAUSE : pauses.next();
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };

  const ask = async (type: "get" | "set", payload: Element, to?: string): Promise<Element | undefined> =>
    requests.ask(type, payload, to, (iq) => speaking().send(iq));

  const speaking = (): Connection => {
    if (connection === undefined || !online)
      throw new SessionError("there is no session to send this with", { lost: true });
    return connection;
  };

  return {
    jid: () => (online ? connection?.jid() : undefined) ?? bare(jid),
    isOnline: () => online,
    isAlive: () => alive,
    get: (payload, to) => ask("get", payload, to),
    set: (payload, to) => ask("set", payload, to),
    send: (stanza) => void speaking().send(stanza),
    limit: () => connection?.limit(),
    start() {
      alive = true;
      run()
        .catch((error: unknown) => events.trouble(error instanceof Error ? error : new Error(String(error))))
        .finally(() => (alive = false));
    },
    async stop() {
      stopping.abort();
      requests.fail("the bot was stopped");
      if (online) await connection?.close();
      else connection?.destroy(new SessionError("the session is stopped"));
    },
    reset: (why) => connection?.destroy(new SessionError(why)),
  };
}

/** Notices a link that is half open: it asks after silence and gives up after more; no traffic of ours can delay it. */
function watchLife(connection: Connection, expire: (now: number) => void): { stop(): void } {
  let before = connection.traffic();
  let heard = Date.now();
  let sentWhenHeard = before.sent;
  let probed = false;
  const timer = setInterval(() => {
    const now = Date.now();
    const traffic = connection.traffic();
    if (traffic.received !== before.received) {
      [heard, probed, sentWhenHeard] = [now, false, traffic.sent];
    }
    before = traffic;
    expire(now);
    const backlog = ((traffic.sent - sentWhenHeard) / SLOWEST) * 1000;
    if (now - heard > QUIET + DEAD + Math.max(0, backlog)) connection.destroy(timeout());
    else if (now - heard > QUIET && !probed) {
      probed = true;
      if (!connection.probe()) connection.send(ping.toElement());
    }
  }, TICK);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

function timeout(): Error {
  return Object.assign(new Error("no sign of life"), { name: "TimeoutError" });
}
