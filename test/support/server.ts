/** A real XMPP server for a test: on free loopback ports, with data, accounts and a certificate of its own. */

import { randomInt } from "node:crypto";
import { once } from "node:events";
import { chmod, chown, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Identity, selfSigned } from "./certificates.ts";
import { isRunning, type User, userFor, type Workplace, workplace } from "./guarded.ts";

export interface ServerOptions {
  /** Passwords by localpart. Without it there are two accounts, `bot` and `reader`. */
  readonly accounts?: Readonly<Record<string, string>>;
  /** Apply the rate limits that the packaged configuration has: Prosody 10 kB/s, ejabberd 3 kB/s. */
  readonly limits?: boolean;
  /** Listen on one more port, where clients speak TLS from the first byte (XEP-0368). */
  readonly directTls?: boolean;
  /** What it shows to clients, instead of a self-signed certificate of its own. */
  readonly identity?: Identity;
  /** The domain of the accounts; that of the services is `localhost` in any case. */
  readonly domain?: string;
}

export interface Server extends AsyncDisposable {
  readonly name: string;
  readonly host: string;
  /** Client-to-server port: STARTTLS is required. */
  readonly port: number;
  /** The port for direct TLS, where that was asked for. */
  readonly directPort: number | undefined;
  readonly domain: string;
  readonly httpPort: number;
  /** XMPP over WebSocket (RFC 7395), without TLS, for browser-like clients. */
  readonly wsUrl: string;
  /** The JIDs of the PubSub service and of the service that hosts rooms. */
  readonly pubsub: string;
  readonly rooms: string;
  /** The self-signed certificate for its domain: its file and its text (PEM). */
  readonly caFile: string;
  readonly certificate: string;
  readonly folder: string;
  /** The bare JID of an account. */
  jid(account: string): string;
  password(account: string): string;
  log(): Promise<string>;
  /** Gives it another certificate, which it shows after the next `restart`. */
  present(identity: Identity): Promise<void>;
  /** Ends the server as a crash would. Its data stay for `restart`. */
  kill(): Promise<void>;
  /** Ends the server properly if it runs, and starts it again on the same ports with the same data. */
  restart(): Promise<void>;
  /** Ends the server at once and removes everything it wrote. */
  stop(): Promise<void>;
}

/** What a recipe is told: the facts of the server, and where its program works. */
export interface Place {
  readonly folder: string;
  readonly port: number;
  readonly directPort: number | undefined;
  readonly httpPort: number;
  readonly domain: string;
  readonly accounts: Readonly<Record<string, string>>;
  readonly limits: boolean;
  /** Writes a file into the folder, and the folders in between; it belongs to the program. */
  write(path: string, text: string): Promise<void>;
}

/** How one kind of server is configured and started. */
export interface Recipe {
  readonly name: string;
  /** The account that its package made for it. */
  readonly account: string;
  readonly wsPath: string;
  /** Writes the configuration; returns the command. */
  prepare(place: Place): Promise<{ command: readonly [string, ...string[]]; env?: Record<string, string> }>;
  /** What it logs when it listens to a port, and when it cannot because somebody else does. */
  listening(port: number): string;
  readonly portTaken: string;
  /** What is left to do once it listens for the first time. */
  settle?(place: Place): Promise<void>;
}

export const DOMAIN = "localhost";
export const PUBSUB = "pubsub.localhost";
export const ROOMS = "rooms.localhost";
export const HOST = "127.0.0.1";

const START_MS = 30_000;
const ATTEMPTS = 5;

class PortTakenError extends Error {}

export async function startServer(recipe: Recipe, options: ServerOptions): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(recipe, options);
    } catch (error) {
      if (!(error instanceof PortTakenError) || attempt === ATTEMPTS) throw error;
    }
  }
}

async function startOnce(recipe: Recipe, options: ServerOptions): Promise<Server> {
  const { domain = DOMAIN } = options;
  const accounts = options.accounts ?? { bot: "bot-password", reader: "reader-password" };
  const user = await userFor(recipe.account).catch((cause: unknown) => {
    throw new Error(`${recipe.name} is not installed: run \`sh test/setup.sh test\`.`, { cause });
  });
  const port = await freePort();
  const httpPort = await freePort([port]);
  const directPort = options.directTls ? await freePort([port, httpPort]) : undefined;
  const work = workplace(`newsstand-${recipe.account}-`, user);
  const place: Place = {
    folder: work.folder,
    port,
    directPort,
    httpPort,
    domain,
    accounts,
    limits: options.limits ?? false,
    write: (path, text) => writeFor(user, work.folder, path, text),
  };
  const start = async (): Promise<void> => listen(recipe, place, work, await recipe.prepare(place));
  try {
    const present = (identity: Identity) => writeIdentity(place, identity);
    await present(options.identity ?? (await selfSigned([domain, PUBSUB, ROOMS])));
    await start();
    await recipe.settle?.(place);
    const caFile = join(work.folder, "certificate.pem");
    return {
      name: recipe.name,
      host: HOST,
      port,
      directPort,
      domain,
      httpPort,
      pubsub: PUBSUB,
      rooms: ROOMS,
      caFile,
      wsUrl: `ws://${HOST}:${httpPort}${recipe.wsPath}`,
      certificate: await readFile(caFile, "utf8"),
      folder: work.folder,
      jid: (account) => `${account}@${domain}`,
      password: (account) => accounts[account] ?? fail(`There is no account ${account} on this server.`),
      log: () => readFile(work.logFile, "utf8"),
      present,
      kill: () => work.end("SIGKILL"),
      restart: () => work.end("SIGTERM").then(start),
      stop: () => work.leave(),
      [Symbol.asyncDispose]: () => work.leave(),
    };
  } catch (error) {
    await work.leave();
    throw error;
  }
}

/** Starts the program and returns when it listens; what was logged by an earlier start does not count. */
async function listen(
  recipe: Recipe,
  { port, httpPort, directPort }: Place,
  work: Workplace,
  { command, env }: Awaited<ReturnType<Recipe["prepare"]>>,
): Promise<void> {
  const logged = await stat(work.logFile).then(
    ({ size }) => size,
    () => 0,
  );
  const deadline = Date.now() + START_MS;
  const program = work.start(command, env);
  const failed = once(program, "error").then(([cause]) => {
    throw new Error(`${recipe.name} cannot be started (is it installed?): ${String(cause)}`, { cause });
  });
  const listened = async (): Promise<void> => {
    for (;;) {
      const log = (await readFile(work.logFile)).subarray(logged).toString();
      if (log.includes(recipe.portTaken))
        throw new PortTakenError(`${recipe.name} found port ${port} or ${httpPort} taken.`);
      const ports = [port, httpPort, ...(directPort === undefined ? [] : [directPort])];
      if (ports.every((each) => log.includes(recipe.listening(each))) && (await accepts(port))) return;
      if (!isRunning(program))
        fail(`${recipe.name} ended while it started. The end of its log:\n${tail(log)}`);
      if (Date.now() > deadline)
        fail(`${recipe.name} does not accept clients. The end of its log:\n${tail(log)}`);
      await pause(10);
    }
  };
  try {
    await Promise.race([failed, listened()]);
  } catch (error) {
    await work.end("SIGKILL");
    throw error;
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, HOST, () => resolve(true));
    socket.on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });
}

/** A port nobody listens to, below those that the system gives to outgoing connections: it is still free at a restart. */
async function freePort(taken: readonly number[] = []): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 32_000);
    if (taken.includes(port)) continue;
    const probe = createServer().listen(port, HOST);
    const free = await once(probe, "listening").then(
      () => true,
      () => false,
    );
    if (!free) continue;
    probe.close();
    await once(probe, "close");
    return port;
  }
}

async function writeIdentity(place: Place, { key, certificate }: Identity): Promise<void> {
  await Promise.all([place.write("key.pem", key), place.write("certificate.pem", certificate)]);
  await chmod(join(place.folder, "certificate.pem"), 0o644);
}

async function writeFor(user: User | undefined, folder: string, path: string, text: string): Promise<void> {
  const made = path.split("/").map((_, index, parts) => join(folder, ...parts.slice(0, index + 1)));
  await mkdir(join(folder, dirname(path)), { recursive: true });
  await writeFile(join(folder, path), text, { mode: 0o600 });
  if (user !== undefined) await Promise.all(made.map((each) => chown(each, user.uid, user.gid)));
}

function tail(log: string): string {
  return log.trimEnd().split("\n").slice(-20).join("\n");
}

function fail(sentence: string): never {
  throw new Error(sentence);
}
