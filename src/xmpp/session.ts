/** The session: what outlives a connection, and a gate that lets the bot speak only when it can be heard. */

import type { Answering } from "./answers.ts";
import type { Credentials } from "./session/authentication.ts";
import { type Connection, connect } from "./session/connection.ts";
import type { Resumption } from "./session/management.ts";
import { createBlame } from "./session/blame.ts";
import { isCaused, isResumable, isTooLarge, SessionError } from "./failure.ts";
import { UnsendableError } from "./guard.ts";
import { bare } from "./jid.ts";
import { createLateAnswers } from "./session/late-answers.ts";
import { silence, watchLife, type Watching } from "./session/life.ts";
import { createRequests } from "./session/requests.ts";
import type { Service } from "./srv.ts";
import type { Element, Requester } from "./stanza.ts";
import { createSupervisor, type End } from "./session/supervisor.ts";
import { type Timing, TIMING } from "./timing.ts";

export interface SessionOptions {
  /** The bare JID of the account. */
  readonly jid: string;
  readonly credentials: Credentials;
  /** Where to connect; without it, the domain's SRV records say. */
  readonly service?: Service | undefined;
  readonly resource?: string | undefined;
  /** Prints the stream, for an operator who asked for it. */
  readonly debug: boolean;
  readonly timing?: Timing;
}

/** What the rest of the bot hears of the session. Listeners may throw; it is told as trouble. */
export interface SessionEvents {
  /** Answers a request of another entity; at once, or within half a minute. */
  readonly answer: (iq: Element, payload: Element) => Answering;
  /** A new session: presence, rooms and unfinished work have to be done again. */
  online(jid: string): void;
  /** The session goes on after an interruption: nothing has to be repeated. */
  resumed(): void;
  /** The session is interrupted, for the reason that the sentence gives; `tooLarge`: by a stanza that was too large. */
  offline(sentence: string, tooLarge: boolean): void;
  stanza(stanza: Element): void;
  /** The server has taken a stanza that was sent. */
  taken?(stanza: Element): void;
  readonly trouble: (error: Error) => void;
  /** The account cannot log in, or somebody else uses it in this place: there is no use in going on. */
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
  /** Ends a pause between two attempts. */
  readonly hurry: () => void;
}

/**
 * What a resumption counts that the server did not prove, and one that was proven but did not last; and how much is too much:
 * then the session is given up for a new one.
 */
const FUTILE = { unproven: 3, short: 1, limit: 10 };

export function createSession(
  { jid, credentials, service, resource, debug, timing = TIMING }: SessionOptions,
  events: SessionEvents,
): Session {
  const domain = jid.slice(jid.indexOf("@") + 1);
  const requests = createRequests();
  const blame = createBlame();
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
      events.trouble(toError(error));
    }
  };

  const receive = (stanza: Element): void =>
    protect(() => {
      if (!requests.take(stanza, connection?.jid())) events.stanza(stanza);
    });

  /** What is left of a session when its connection ended for this reason, after so many ms. */
  const keep = (
    ended: Connection,
    { reason, lasted, began }: { reason: Error | undefined; lasted: number | undefined; began: boolean },
  ): void => {
    // What ends a session just resumed may be the rest of what was cut before.
    if (lasted !== undefined && isCaused(reason)) {
      // Servers work in order: what they answered is not what they took offence at, but messages have no answer.
      const messages = ended.unacknowledged().filter(({ name }) => name === "message");
      const suspects = [...messages, ...requests.first()];
      for (const stanza of isTooLarge(reason) ? largest(suspects) : suspects) blame.add(stanza);
    }
    // What ended the stream would be sent again, and end it again; an attempt that never got through says nothing.
    resumption = !began || isResumable(reason) ? ended.resumption() : undefined;
    if (lasted !== undefined) futile = lasted < timing.stable ? futile + FUTILE.short : 0;
    else if (began) futile += FUTILE.unproven;
    if (futile >= FUTILE.limit) [futile, resumption] = [0, undefined];
    if (resumption === undefined) requests.fail("the session was lost");
  };

  /** One connection, from the first packet to the last. */
  const attempt = (at: Service): Promise<End> =>
    new Promise((resolve) => {
      let since: number | undefined;
      let watching: Watching | undefined;
      const made: Connection = connect({
        domain,
        service: at,
        resource,
        credentials,
        resume: resumption,
        debug,
        answer: events.answer,
        onLate: late.wait,
        onStanza: receive,
        onTaken: (stanza) => protect(() => events.taken?.(stanza)),
        onTrouble: events.trouble,
        onResumed() {
          clearTimeout(watchdog);
          requests.renew();
          watching = watchLife(made, { timing, requests, resumed: true });
        },
        onOpen(how) {
          clearTimeout(watchdog);
          since = Date.now();
          online = true;
          requests.renew();
          late.open(how);
          if (how === "fresh") {
            requests.fail("the session was lost");
            watching = watchLife(made, { timing, requests, resumed: false });
          }
          protect(() => (how === "fresh" ? events.online(made.jid() ?? jid) : events.resumed()));
        },
        onClose(reason, step) {
          clearTimeout(watchdog);
          watching?.end();
          online = false;
          const lasted = since === undefined ? undefined : Date.now() - since;
          keep(made, { reason, lasted, began: watching !== undefined });
          resolve({ lasted, reason, step });
        },
      });
      const watchdog = setTimeout(() => made.destroy(silence()), timing.attempt);
      connection = made;
      if (stopping.signal.aborted) made.destroy(new SessionError("the session is stopped"));
    });

  const supervisor = createSupervisor({
    domain,
    service,
    timing,
    attempt,
    offline: ({ sentence, tooLarge = false }) => protect(() => events.offline(sentence, tooLarge)),
    signal: stopping.signal,
  });

  const speaking = (): Connection => {
    if (connection === undefined || !online)
      throw new SessionError("there is no session to send this with", { lost: true });
    return connection;
  };

  const send = (stanza: Element): number => {
    const through = speaking();
    if (blame.has(stanza)) {
      const what = `${stanza.name} to ${stanza.attrs["to"] ?? "the server"}`;
      throw new UnsendableError(
        `the server ended the stream when this ${what} was sent; it is not sent again`,
      );
    }
    return through.send(stanza);
  };

  const late = createLateAnswers({
    send: (stanza) => void send(stanza),
    trouble: (error) => protect(() => events.trouble(error)),
  });

  const ask = async (type: "get" | "set", payload: Element, to?: string): Promise<Element | undefined> =>
    requests.ask(type, payload, to, send);

  return {
    jid: () => (online ? connection?.jid() : undefined) ?? bare(jid),
    isOnline: () => online,
    isAlive: () => alive,
    get: (payload, to) => ask("get", payload, to),
    set: (payload, to) => ask("set", payload, to),
    send: (stanza) => void send(stanza),
    limit: () => connection?.limit(),
    start() {
      alive = true;
      supervisor
        .run()
        .then((failure) => failure && events.rejected(failure.sentence))
        .catch((error: unknown) => events.trouble(toError(error)))
        .finally(() => (alive = false));
    },
    async stop() {
      stopping.abort();
      requests.fail("the bot was stopped");
      if (online) await connection?.close();
      else connection?.destroy(new SessionError("the session is stopped"));
    },
    reset: (why) => connection?.destroy(new SessionError(why)),
    hurry: supervisor.hurry,
  };
}

function largest(stanzas: readonly Element[]): readonly Element[] {
  const size = (stanza: Element): number => stanza.toString().length;
  return stanzas.toSorted((one, other) => size(other) - size(one)).slice(0, 1);
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
