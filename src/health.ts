/** State over HTTP, for the container and for people. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { ConfigError } from "./config/error.ts";
import type { Log } from "./log.ts";
import type { Publisher } from "./publisher.ts";
import type { Rooms } from "./rooms.ts";
import type { Standby } from "./standby.ts";
import type { Session } from "./xmpp/session.ts";

/** What the bot knows about itself. */
export interface HealthState {
  /** Whether whoever keeps the session believes that it can still do so. */
  readonly alive: boolean;
  readonly online: boolean;
  /** Whether it acts, and does not stand by for another bot of its account. */
  readonly acts: boolean;
  /** Whether the nodes follow the content. */
  readonly node: boolean;
  /** Rooms by bare JID, and whether the bot is in. */
  readonly rooms: Readonly<Record<string, boolean>>;
  /** Since when this has been the state. */
  readonly since: Date;
}

export interface HealthOptions {
  readonly host: string;
  /** 0 is any free port. */
  readonly port: number;
  readonly state: () => HealthState;
  readonly log: Log;
}

export interface Health {
  readonly port: number;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The parts whose state it is. */
export interface Observed {
  readonly session: Pick<Session, "isAlive" | "isOnline">;
  readonly rooms: Pick<Rooms, "state">;
  readonly publisher: Pick<Publisher, "isReady">;
  readonly standby: Pick<Standby, "acts">;
}

/** Tells the state of the bot where the configuration wants it. The newsletter matters more: what fails is logged, and gives nothing. */
export async function openHealth(
  http: Pick<HealthOptions, "host" | "port"> | undefined,
  log: Log,
  { session, rooms, publisher, standby }: Observed,
): Promise<Health | undefined> {
  if (http === undefined) return undefined;
  let before = "";
  let since = new Date();
  const state = (): HealthState => {
    const now = {
      online: session.isOnline(),
      acts: standby.acts(),
      node: publisher.isReady(),
      rooms: rooms.state(),
    };
    const text = JSON.stringify(now);
    if (text !== before) [before, since] = [text, new Date()];
    return { alive: session.isAlive(), ...now, since };
  };
  try {
    const health = await startHealth({ ...http, state, log });
    // Nobody may ask for a long time, and `since` is when a state began.
    const timer = setInterval(state, 1_000).unref();
    log.info(`health at http://${toAddress(http.host, health.port)}/healthz`);
    return {
      port: health.port,
      close() {
        clearInterval(timer);
        return health.close();
      },
    };
  } catch (error) {
    log.error(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

/** A request is a line and a few headers: whoever needs longer is not asking for health. */
const LIMITS = {
  maxHeaderSize: 8192,
  headersTimeout: 5000,
  requestTimeout: 5000,
  connectionsCheckingInterval: 1000,
  keepAlive: false,
};
const MOST_CONNECTIONS = 64;

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program listens there",
  EACCES: "this user may not listen there",
  EADDRNOTAVAIL: "this machine has no such address",
  ENOTFOUND: "no such host is known",
};

/** Answers `/healthz` (alive) and `/readyz` (online, acting, the nodes follow, rooms joined). Throws a `ConfigError` when it cannot listen. */
export async function startHealth({ host, port, state, log }: HealthOptions): Promise<Health> {
  const server = createServer(LIMITS, (request, response) => {
    request.on("error", () => {});
    send(request, response, answer(request, state, log));
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.setTimeout(LIMITS.requestTimeout);
  await listen(server, host, port);
  server.on("error", (error) => log.warn("The health endpoint has a problem.", { error }));
  return { port: portOf(server, port), close: () => close(server) };
}

/** What a state amounts to: what is missing for being ready, in words. */
export function missing({ online, acts, node, rooms }: HealthState): string[] {
  return [
    ...(online ? [] : ["session"]),
    ...(acts ? [] : ["the place of another bot of the account"]),
    ...(node ? [] : ["node"]),
    ...Object.entries(rooms).flatMap(([room, joined]) => (joined ? [] : [`room ${room}`])),
  ];
}

function answer({ method, url = "" }: IncomingMessage, state: () => HealthState, log: Log): Answer {
  const [path] = url.split("?", 1);
  if (path !== "/healthz" && path !== "/readyz")
    return { status: 404, body: { error: "There are /healthz and /readyz." } };
  if (method !== "GET" && method !== "HEAD") return { status: 405, body: { error: "Only GET and HEAD." } };
  try {
    return path === "/healthz" ? liveness(state()) : readiness(state());
  } catch (error) {
    log.error("The state of the bot cannot be told.", { error });
    return { status: 503, body: { error: "The state is unknown." } };
  }
}

function liveness({ alive, since }: HealthState): Answer {
  return { status: alive ? 200 : 503, body: { alive, since } };
}

function readiness(state: HealthState): Answer {
  const parts = missing(state);
  const ready = parts.length === 0 && state.alive;
  return { status: ready ? 200 : 503, body: { ready, missing: parts, since: state.since } };
}

function send({ method }: IncomingMessage, response: ServerResponse, { status, body }: Answer): void {
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(text),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    Connection: "close",
    ...(status === 405 ? { Allow: "GET, HEAD" } : {}),
  });
  response.end(method === "HEAD" ? undefined : text);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = ({ code = "unknown error" }: NodeJS.ErrnoException): void => {
      const reason = REASONS[code] ?? `the system refuses it (${code})`;
      reject(
        new ConfigError([
          `NEWSSTAND_HTTP is ${toAddress(host, port)}, but ${reason}: choose another address, or off.`,
        ]),
      );
    };
    server.once("error", refuse);
    server.listen({ host, port }, () => {
      server.off("error", refuse);
      resolve();
    });
  });
}

function portOf(server: Server, asked: number): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : asked;
}

function toAddress(host: string, port: number): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
