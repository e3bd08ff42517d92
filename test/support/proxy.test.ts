/** The proxy: what passes, what does not, and who notices. */

import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Proxy, startProxy } from "./proxy.ts";

/** Every connection to the server behind the proxy, and the text that it received on each. */
let served: { readonly socket: Socket; text: string }[];
let proxy: Proxy;
let end: () => Promise<void>;

beforeEach(async () => {
  served = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const seen = { socket, text: "" };
    served.push(seen);
    socket.on("error", () => {}).on("data", (chunk) => (seen.text += chunk.toString()));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  proxy = await startProxy("127.0.0.1", address.port);
  end = async () => {
    await proxy[Symbol.asyncDispose]();
    for (const { socket } of served) socket.destroy();
    await once(server.close(), "close");
  };
});

afterEach(() => end());

/** A client of the proxy, the text that it received so far, and whether it was cut off. */
function open() {
  const socket = connect({ port: proxy.port, host: "127.0.0.1", allowHalfOpen: true });
  const client = { socket, text: "", closed: false };
  socket.on("data", (chunk) => (client.text += chunk.toString()));
  socket.on("error", () => {}).on("close", () => (client.closed = true));
  // Nothing here is half open but where a test says so.
  socket.on("end", () => (client.closed = true));
  return client;
}

const until = (what: () => void) => vi.waitFor(what, { timeout: 3_000, interval: 5 });
const serverHas = (...texts: string[]) => until(() => expect(served.map(({ text }) => text)).toEqual(texts));

test("bytes pass in both directions and are counted for the newest connection", async () => {
  const first = open();
  first.socket.write("hello");
  await serverHas("hello");
  served[0]?.socket.write("welcome");
  await until(() => expect(first.text).toBe("welcome"));
  expect([proxy.connections(), proxy.bytes()]).toEqual([1, 12]);
  const second = open();
  second.socket.write("one");
  await serverHas("hello", "one");
  expect([proxy.connections(), proxy.bytes()]).toEqual([2, 3]);
});

test("a side that ends is heard on the other, which may still answer", async () => {
  const client = open();
  client.socket.end("question");
  await serverHas("question");
  served[0]?.socket.end("answer");
  await until(() => expect(client).toMatchObject({ text: "answer", closed: true }));
});

test("a cut ends every open connection, and later ones pass", async () => {
  const clients = [open(), open()];
  for (const { socket } of clients) socket.write("x");
  await serverHas("x", "x");
  proxy.cut();
  await until(() => expect(clients).toMatchObject([{ closed: true }, { closed: true }]));
  await until(() => expect(served.every(({ socket }) => socket.readableEnded)).toBe(true));
  const later = open();
  later.socket.write("y");
  await serverHas("x", "x", "y");
  expect(later.closed).toBe(false);
});

test("the next connection is cut at a byte of either direction: what came before it arrives, nothing after", async () => {
  const before = open();
  before.socket.write("0");
  await serverHas("0");
  proxy.cutAfter(10);
  const client = open();
  client.socket.write("abcdef");
  before.socket.write("12345678901234567890");
  await serverHas("012345678901234567890", "abcdef");
  served[1]?.socket.write("ghijklm");
  await until(() => expect(client).toMatchObject({ text: "ghij", closed: true }));
  expect(before.closed).toBe(false);
  const later = open();
  later.socket.write("abcdefghijklmnop");
  await serverHas("012345678901234567890", "abcdef", "abcdefghijklmnop");
});

test("a cut may come in the middle of what is sent at once, and may be called off", async () => {
  proxy.cutAfter(3);
  const client = open();
  client.socket.write("abcdef");
  await until(() => expect(client.closed).toBe(true));
  await serverHas("abc");
  proxy.cutAfter(3);
  proxy.cutAfter(undefined);
  open().socket.write("abcdef");
  await serverHas("abc", "abcdef");
});

test("a frozen network is silent for old and new connections, and lets go on what it held", async () => {
  const client = open();
  client.socket.write("a");
  await serverHas("a");
  proxy.freeze();
  client.socket.write("b");
  served[0]?.socket.write("c");
  const later = open();
  later.socket.write("d");
  const impatient = open();
  await once(impatient.socket, "connect");
  impatient.socket.resetAndDestroy();
  open();
  await serverHas("a", "", "", "");
  expect([client.text, client.closed, later.closed]).toEqual(["", false, false]);
  expect(served.some(({ socket }) => socket.readableEnded || socket.destroyed)).toBe(false);
  proxy.thaw();
  await serverHas("ab", "d", "", "");
  await until(() => expect(client.text).toBe("c"));
  await until(() => expect(served[2]?.socket.readableEnded).toBe(true));
});

test("a throttled network takes its time in both directions, and holds back who sends more", async () => {
  proxy.throttle(10_000);
  const client = open();
  const began = performance.now();
  client.socket.write("x".repeat(3_000));
  await until(() => expect(served[0]?.text).toHaveLength(3_000));
  // The last part is not waited for.
  expect(performance.now() - began).toBeGreaterThan(240);
  served[0]?.socket.write("y".repeat(3_000));
  await until(() => expect(client.text).toHaveLength(3_000));
  expect(performance.now() - began).toBeGreaterThan(480);
  client.socket.write("z".repeat(50_000_000));
  await until(() => expect(proxy.bytes()).toBeGreaterThan(7_000));
  expect(client.socket.writableLength).toBeGreaterThan(10_000_000);
  proxy.throttle(undefined);
  await until(() => expect(client.socket.writableLength).toBe(0));
});

test("a share of new connections is refused", async () => {
  const throws = [0.1, 0.3, 0.29, 0.9];
  proxy.refuse(0.3, () => throws.shift() ?? 1);
  const clients: ReturnType<typeof open>[] = [];
  for (const name of ["a", "b", "c", "d"]) {
    const client = open();
    clients.push(client);
    await once(client.socket, "connect");
    client.socket.write(name);
  }
  await serverHas("b", "d");
  await until(() => expect(clients.map(({ closed }) => closed)).toEqual([true, false, true, false]));
  expect(proxy.connections()).toBe(2);
});

test("a server that is not there ends the connection", async () => {
  await using nowhere = await startProxy("127.0.0.1", 9);
  const socket = connect(nowhere.port, "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "close");
  expect(socket.destroyed).toBe(true);
});
