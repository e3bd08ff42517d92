/** A session that lasts for months: nothing is left behind by the connections that it outlived. */

import tls from "node:tls";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test, vi } from "vitest";
import { xml } from "../../../../src/xmpp/stanza.ts";
import { type Peer, startPeer } from "../../../support/peer.ts";
import { eventually, type Played, playSession } from "../../../support/playing.ts";

const RECONNECTS = 200;
/** What one connection may leave behind, in bytes: far less than a client, a socket or a stanza. */
const NOISE = 8_000;

setFlagsFromString("--expose-gc");
const collect: unknown = runInNewContext("gc");

async function heap(): Promise<number> {
  if (typeof collect !== "function") throw new Error("there is no garbage collection to ask for");
  // What was freed by the first frees more by the second.
  for (let round = 0; round < 3; round += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
  }
  return process.memoryUsage().heapUsed;
}

/** One interruption; every fifth session is forgotten by the server. */
async function interrupt(peer: Peer, played: Played, round: number): Promise<void> {
  const before = played.resumed() + played.online.length;
  if (round % 5 === 0) peer.forget();
  peer.line().cut();
  await eventually("to be online again", () => played.resumed() + played.online.length > before, played);
  await played.session.get(xml("query", { xmlns: "urn:q" }), "pubsub.example.org");
  peer.tidy();
}

const listeners = (target: NodeJS.EventEmitter) =>
  target.eventNames().map((name) => `${String(name)}: ${target.listenerCount(name)}`);

test(`what is open and who listens is the same after ${RECONNECTS} reconnections as after one`, async () => {
  const connected = vi.spyOn(tls, "connect");
  await using peer = await startPeer();
  await using played = playSession({
    port: peer.port,
    timing: { firstPause: 1, longestPause: 1, stable: 0 },
  });
  await played.isOnline();
  const look = () => ({
    process: listeners(process).toSorted(),
    socket: listeners(connected.mock.results.at(-1)?.value).toSorted(),
    resources: process
      .getActiveResourcesInfo()
      .filter((name) => name !== "Immediate")
      .toSorted(),
  });
  for (let round = 1; round <= 20; round += 1) await interrupt(peer, played, round);
  const first = look();
  const before = await heap();
  for (let round = 1; round <= RECONNECTS; round += 1) {
    connected.mockClear();
    await interrupt(peer, played, round);
  }
  await expect.poll(look).toEqual(first);
  const grown = (await heap()) - before;
  expect(grown / RECONNECTS).toBeLessThan(NOISE);
  expect(played.uncaught).toEqual([]);
  expect(played.trouble).toEqual([]);
}, 60_000);

test("a stream that lasts keeps nothing of what came over it", async () => {
  await using peer = await startPeer();
  let heard = 0;
  await using played = playSession({
    port: peer.port,
    events: {
      stanza: ({ name }) => {
        if (name === "message") heard += 1;
      },
    },
  });
  await played.isOnline();
  const size = 50_000;
  const speak = async (times: number): Promise<void> => {
    const awaited = heard + times;
    for (let time = 0; time < times; time += 1) peer.line().say(`${" ".repeat(size)}<message/>`);
    await eventually("the messages", () => heard === awaited, played.offline);
  };
  await speak(20);
  const before = await heap();
  await speak(RECONNECTS);
  expect(((await heap()) - before) / RECONNECTS).toBeLessThan(NOISE);
}, 60_000);
