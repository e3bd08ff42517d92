/** A TCP proxy on a free loopback port, in front of a server: a network whose faults a test can play. */

import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

export interface Proxy extends AsyncDisposable {
  readonly port: number;
  /** Destroys every connection that is open, as a broken link would. */
  cut(): void;
  /** Cuts the next connection when exactly so many bytes have passed, both directions together; `undefined`: does not. */
  cutAfter(bytes: number | undefined): void;
  /** No byte passes and nothing is closed, until `thaw`: what was held goes on then. New connections stay silent. */
  freeze(): void;
  thaw(): void;
  /** Lets so many bytes pass in a second in each direction of a connection; `undefined` lets all pass. */
  throttle(bytesPerSecond: number | undefined): void;
  /** Destroys this share (0 to 1) of new connections at once. */
  refuse(share: number, random?: () => number): void;
  /** How many connections were opened so far; those that were refused do not count. */
  connections(): number;
  /** The bytes that passed so far on the newest connection, both directions together. */
  bytes(): number;
}

/** A connection to the proxy, and the one from it to the server. */
interface Link {
  readonly client: Socket;
  readonly upstream: Socket;
  passed: number;
  /** After how many bytes it is cut. */
  readonly most: number;
}

/** Throttled bytes pass in so many parts a second: a drip rather than a burst. */
const PARTS = 20;

export async function startProxy(host: string, port: number): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let opened = 0;
  let newest: Link | undefined;
  let cutAt = Infinity;
  let frozen: PromiseWithResolvers<void> | undefined;
  let rate = Infinity;
  let isRefused = (): boolean => false;

  /** Carries what comes from one side to the other: as much as the network lets pass, and no more than fits. */
  const carry = async (from: Socket, to: Socket, link: Link): Promise<void> => {
    let free = 0;
    const chunks: AsyncIterable<Buffer> = from;
    for await (const chunk of chunks) {
      for (let sent = 0; sent < chunk.length;) {
        if (free > Date.now()) await pause(free - Date.now());
        await frozen?.promise;
        const part = chunk.subarray(sent, sent + Math.min(link.most - link.passed, Math.ceil(rate / PARTS)));
        link.passed += part.length;
        sent += part.length;
        free = Math.max(free, Date.now()) + (part.length / rate) * 1000;
        await write(to, part);
        if (link.passed >= link.most) return destroy(link);
      }
    }
    await frozen?.promise;
    to.end();
  };

  /** One side is gone: the other hears of it, unless the network is frozen. */
  const tell = async (other: Socket): Promise<void> => {
    await frozen?.promise;
    other.destroy();
  };

  const keep = (socket: Socket): void => {
    sockets.add(socket);
    // A side that breaks is closed, too.
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    socket.setNoDelay(true);
  };

  const server = createServer({ allowHalfOpen: true }, (client) => {
    keep(client);
    if (isRefused()) return void client.destroy();
    const upstream = connect({ port, host, allowHalfOpen: true });
    keep(upstream);
    const link: Link = { client, upstream, passed: 0, most: cutAt };
    opened += 1;
    cutAt = Infinity;
    newest = link;
    client.on("close", () => void tell(upstream));
    upstream.on("close", () => void tell(client));
    // What ends in the middle has been closed, or is about to be.
    for (const [from, to] of [[client, upstream] as const, [upstream, client] as const])
      carry(from, to, link).catch(() => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");

  const cut = (): void => sockets.forEach((socket) => socket.destroy());
  const thaw = (): void => {
    frozen?.resolve();
    frozen = undefined;
  };
  return {
    port: address.port,
    cut,
    cutAfter: (bytes = Infinity) => (cutAt = bytes),
    freeze: () => (frozen ??= Promise.withResolvers()),
    thaw,
    throttle: (bytesPerSecond = Infinity) => (rate = bytesPerSecond),
    refuse: (share, random = Math.random) => (isRefused = () => random() < share),
    connections: () => opened,
    bytes: () => newest?.passed ?? 0,
    async [Symbol.asyncDispose]() {
      server.close();
      thaw();
      cut();
      await once(server, "close");
    },
  };
}

/** Resolves when the system has taken it: what is behind it waits. */
function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

function destroy({ client, upstream }: Link): void {
  client.destroy();
  upstream.destroy();
}
