import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { ConfigError } from "../src/config.ts";
import { type Health, type HealthState, missing, openHealth, startHealth } from "../src/health.ts";
import type { Log } from "../src/log.ts";

const SINCE = new Date("2026-11-20T18:00:00Z");
const WELL: HealthState = {
  alive: true,
  online: true,
  acts: true,
  node: true,
  rooms: { "a@rooms.example.org": true },
  since: SINCE,
};

let health: Health | undefined;
afterEach(async () => {
  await health?.close();
  health = undefined;
});

/** A log that remembers what it was told. */
function memory(told: string[] = []): Log {
  const say = (message: string): void => void told.push(message);
  const log: Log = { error: say, warn: say, info: say, debug: say, trace: say, child: () => log };
  return log;
}

async function start(state: () => HealthState, log = memory()): Promise<string> {
  health = await startHealth({ host: "127.0.0.1", port: 0, state, log });
  return `http://127.0.0.1:${health.port}`;
}

async function ask(
  path: string,
  state: Partial<HealthState> = {},
  method = "GET",
): Promise<[number, unknown]> {
  const answer = await fetch(`${await start(() => ({ ...WELL, ...state }))}${path}`, { method });
  const text = await answer.text();
  return [answer.status, text === "" ? "" : JSON.parse(text)];
}

/** Sends bytes as they are, and gives the answer when the other side has hung up. */
async function raw(port: string, bytes: string): Promise<string> {
  const socket = connect(Number(port), "127.0.0.1").setEncoding("utf8");
  let answer = "";
  socket.on("data", (text: string) => (answer += text));
  socket.write(bytes);
  await once(socket, "close");
  return answer;
}

test("a bot that has stopped looks at its state no more", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const parts = {
    session: { isAlive: () => true, isOnline: () => true },
    rooms: { state: () => ({}) },
    publisher: { isReady: () => true },
    standby: { acts: () => true },
  };
  const told: string[] = [];
  const opened = await openHealth({ host: "127.0.0.1", port: 0 }, memory(told), parts);
  expect(told).toEqual([`health at http://127.0.0.1:${opened?.port}/healthz`]);
  expect(vi.getTimerCount()).toBe(1);
  await opened?.close();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test("alive is what the bot believes, online or not", async () => {
  expect(await ask("/healthz", { online: false })).toEqual([
    200,
    { alive: true, since: SINCE.toISOString() },
  ]);
});

test("a bot that has given up is not alive", async () => {
  expect(await ask("/healthz", { alive: false })).toEqual([
    503,
    { alive: false, since: SINCE.toISOString() },
  ]);
});

test("ready is online, with the node configured and in every room", async () => {
  expect(await ask("/readyz?verbose")).toEqual([
    200,
    { ready: true, missing: [], since: SINCE.toISOString() },
  ]);
});

test("what is not ready says what is missing, and since when", async () => {
  const rooms = { "a@rooms.example.org": true, "b@rooms.example.org": false };
  expect(await ask("/readyz", { node: false, rooms })).toEqual([
    503,
    { ready: false, missing: ["node", "room b@rooms.example.org"], since: SINCE.toISOString() },
  ]);
});

test("a bot without rooms lacks none", () => {
  expect(missing({ ...WELL, rooms: {} })).toEqual([]);
  expect(missing({ ...WELL, online: false, rooms: {} })).toEqual(["session"]);
});

test("a bot that is not alive is not ready", async () => {
  expect((await ask("/readyz", { alive: false }))[0]).toBe(503);
});

test("HEAD is GET without a body", async () => {
  expect(await ask("/readyz", {}, "HEAD")).toEqual([200, ""]);
});

test.each(["/", "/healthz/", "/HEALTHZ", "//healthz", "/readyz/../healthz?", "/metrics"])(
  "%s is not found",
  async (path) => {
    const { port } = new URL(await start(() => WELL));
    expect(await raw(port, `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`)).toMatch(/^HTTP\/1\.1 404 /u);
  },
);

test.each(["POST", "DELETE", "OPTIONS"])("%s is not allowed", async (method) => {
  const answer = await fetch(`${await start(() => WELL)}/healthz`, { method });
  await answer.text();
  expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
});

test("a state that cannot be told is not ready, and is logged", async () => {
  const told: string[] = [];
  const base = await start(() => {
    throw new Error("a secret of the inside");
  }, memory(told));
  const answer = await fetch(`${base}/readyz`);
  expect([answer.status, await answer.json()]).toEqual([503, { error: "The state is unknown." }]);
  expect(told).toEqual(["The state of the bot cannot be told."]);
});

test("each answer ends its connection, and is not kept by anyone on the way", async () => {
  const answer = await fetch(`${await start(() => WELL)}/healthz`);
  await answer.text();
  expect([answer.headers.get("connection"), answer.headers.get("cache-control")]).toEqual([
    "close",
    "no-store",
  ]);
});

test("requests with headers without end, and what is no HTTP, are cut off", async () => {
  const { port } = new URL(await start(() => WELL));
  const endless = `GET / HTTP/1.1\r\nX: ${"x".repeat(20_000)}`;
  expect(await raw(port, endless)).toMatch(/^HTTP\/1\.1 431 /u);
  expect(await raw(port, "\u0016\u0003\u0001 hello\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /u);
});

test("a port that is taken is named with its setting", async () => {
  const { port } = new URL(await start(() => WELL));
  const second = startHealth({ host: "127.0.0.1", port: Number(port), state: () => WELL, log: memory() });
  await expect(second).rejects.toThrow(ConfigError);
  await expect(second).rejects.toThrow(
    `NEWSSTAND_HTTP is 127.0.0.1:${port}, but another program listens there: choose another address, or off.`,
  );
});

test("an address of another machine is named as such", async () => {
  const elsewhere = startHealth({ host: "192.0.2.1", port: 0, state: () => WELL, log: memory() });
  await expect(elsewhere).rejects.toThrow(
    "NEWSSTAND_HTTP is 192.0.2.1:0, but this machine has no such address",
  );
});

test("close ends at once, also while someone is connected", async () => {
  const { port } = new URL(await start(() => WELL));
  const socket = connect(Number(port), "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  const late = setTimeout(4000, "late", { ref: false });
  expect(await Promise.race([health?.close(), late])).toBeUndefined();
  socket.destroy();
});
