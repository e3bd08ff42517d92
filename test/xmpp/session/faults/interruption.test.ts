/** XEP-0198, section 5: links that break in the middle of a start or a resumption, and what must not be lost with them. */

import { afterEach, describe, expect, test, vi } from "vitest";
import type { Answer } from "../../../../src/xmpp/answers.ts";
import { type Element, xml } from "../../../../src/xmpp/stanza.ts";
import { cut, type Peer, silence, startPeer } from "../../../support/peer.ts";
import { END, STREAM, streamError } from "../../../support/peer/words.ts";
import { eventually, playSession } from "../../../support/playing.ts";

/** White space that fills a record of TLS: what follows is a chunk of its own, which is read in the same turn. */
const RECORD = " ".repeat(16_384);
const SERVICE = "pubsub.example.org";
const query = () => xml("query", { xmlns: "urn:q" });
const message = (id: string) => `<message id="${id}" from="a@example.org/b"/>`;
const messages = (stanzas: readonly Element[]) =>
  stanzas.flatMap(({ name, attrs }) => (name === "message" ? [attrs["id"]] : []));
const requested = (peer: Peer) => peer.heard().find(({ attrs }) => attrs["to"] === SERVICE)?.attrs["id"];

afterEach(() => vi.restoreAllMocks());

describe.each([
  ["SASL", false],
  ["SASL2 and Bind 2", true],
] as const)("over %s", (_, sasl2) => {
  const start = sasl2 ? "response" : "enable";

  test("what waited at the server arrives although the link breaks before the resumption is proven", async () => {
    await using peer = await startPeer({ sasl2 });
    await using played = playSession({ port: peer.port });
    await played.isOnline();
    peer.once("request", silence);
    const answer = played.session.get(query(), SERVICE);
    await eventually("the request", () => requested(peer) !== undefined);
    const first = peer.line();
    first.freeze();
    first.send(message("waited"));
    first.send(`<iq type="result" id="${requested(peer)}" from="${SERVICE}"/>`);
    peer.once("r", cut);
    first.cut();
    await eventually("a resumption that lasts", () => played.resumed() === 1, played.offline);
    expect(peer.lines).toHaveLength(3);
    expect(peer.line().session()?.kept()).toEqual([]);
    expect(messages(played.stanzas)).toEqual(["waited"]);
    expect(await answer).toBeUndefined();
  });

  test("a session that ended before anybody was told of it is not resumed, but followed by a new one", async () => {
    await using peer = await startPeer({ sasl2 });
    peer.once(start, (line, usual) =>
      line.together(() => {
        usual();
        line.say(RECORD + END);
      }),
    );
    await using played = playSession({ port: peer.port });
    await played.isOnline();
    expect(peer.lines).toHaveLength(2);
    expect(played.online).toHaveLength(1);
    expect(played.resumed()).toBe(0);
  });

  test("an answer that throws before the session may speak is told, and loses no stanza that came with it", async () => {
    await using peer = await startPeer({ sasl2 });
    peer.once(start, (line, usual) =>
      line.together(() => {
        usual();
        line.send(`<iq type="get" id="early" from="a@example.org/b"><q xmlns="urn:q"/></iq>`);
        line.send(message("behind"));
      }),
    );
    const answer = (): Answer => {
      throw new Error("the answer is broken");
    };
    await using played = playSession({ port: peer.port, events: { answer } });
    await eventually("the message", () => messages(played.stanzas).length === 1, played);
    expect(messages(played.stanzas)).toEqual(["behind"]);
    expect(played.trouble.map(String)).toEqual(["Error: the answer is broken"]);
    await eventually("a refusal", () => peer.heard().some(({ attrs }) => attrs["id"] === "early"), played);
    const [refusal] = peer.heard().filter(({ attrs }) => attrs["id"] === "early");
    expect(refusal?.getChild("error")?.getChild("internal-server-error")).toBeDefined();
    expect(played.uncaught).toEqual([]);
    expect(peer.lines).toHaveLength(1);
  });
});

test.each(["starttls", "direct"] as const)(
  "over %s, what is written into a link that breaks is taken when the server says so, and not before",
  async (tls) => {
    const taken: Element[] = [];
    await using peer = await startPeer({ tls });
    await using played = playSession({
      port: peer.port,
      tls,
      events: { taken: (stanza) => taken.push(stanza) },
    });
    await played.isOnline();
    const held: (() => void)[] = [];
    peer.once("resume", (_line, usual) => held.push(usual));
    played.session.send(xml("message", { id: "1", to: "a@example.org" }));
    played.session.reset("the test breaks it");
    await eventually("an attempt to resume", () => held.length === 1, played.offline);
    const early = messages(taken);
    held.shift()?.();
    await eventually("the message to be taken", () => taken.length > 0, played.offline);
    expect(early).toEqual([]);
    expect(messages(taken)).toEqual(["1"]);
    expect(messages(peer.heard())).toEqual(["1"]);
  },
);

test.each(["open", "login"] as const)(
  "a server that is short of resources before the login (%s) does not end the session that waits",
  async (step) => {
    await using peer = await startPeer();
    await using played = playSession({ port: peer.port });
    await played.isOnline();
    peer.once(step, (line) => line.say(STREAM + streamError("resource-constraint")));
    peer.line().cut();
    await eventually(
      "to be online again",
      () => played.offline.length === 2 && played.session.isOnline(),
      played,
    );
    expect(played.resumed()).toBe(1);
    expect(played.online).toHaveLength(1);
  },
);

test("a request that was on its way during a long outage is not given up when the session goes on", async () => {
  const now = Date.now.bind(Date);
  let away = 0;
  vi.spyOn(Date, "now").mockImplementation(() => now() + away);
  await using peer = await startPeer();
  await using played = playSession({ port: peer.port, timing: { quiet: 20 } });
  await played.isOnline();
  peer.once("request", silence);
  const answer = played.session.get(query(), SERVICE);
  await eventually("the request", () => requested(peer) !== undefined);
  const held: (() => void)[] = [];
  peer.once("resume", (_line, usual) => held.push(usual));
  peer.line().cut();
  await eventually("an attempt to resume", () => held.length === 1, played.offline);
  away = 7_200_000;
  const before = peer.count("r");
  held.shift()?.();
  // Each is asked by a look at the link, which looks at the requests as well.
  await eventually("three signs of life", () => peer.count("r") >= before + 3, played.offline);
  peer.line().send(`<iq type="result" id="${requested(peer)}" from="${SERVICE}"/>`);
  expect(await answer).toBeUndefined();
  expect(played.online).toHaveLength(1);
});

describe("an answer that takes a while", () => {
  const ask = (id: string) => `<iq type="get" id="${id}" from="a@example.org/b"><q xmlns="urn:q"/></iq>`;
  const answered = (peer: Peer) =>
    peer
      .heard()
      .flatMap(({ name, attrs }) => (name === "iq" && attrs["type"] === "result" ? [attrs["id"]] : []));
  /** A bot that answers `slow` when it is told to, and everything else at once. */
  const slowly = () => {
    const slow = Promise.withResolvers<Answer>();
    const events = {
      answer: (iq: Element) => (iq.attrs["id"] === "slow" ? slow.promise : { result: undefined }),
    };
    return { events, tell: () => slow.resolve({ result: undefined }) };
  };

  test("holds nobody else up, and goes out when it is there", async () => {
    const { events, tell } = slowly();
    await using peer = await startPeer();
    await using played = playSession({ port: peer.port, events });
    await played.isOnline();
    for (const id of ["slow", "quick"]) peer.line().send(ask(id));
    await eventually("the other answer", () => answered(peer).includes("quick"), played);
    expect(answered(peer)).not.toContain("slow");
    tell();
    await eventually("the slow answer", () => answered(peer).includes("slow"), played);
  });

  test("waits for the link where the session goes on, and is said once", async () => {
    const { events, tell } = slowly();
    await using peer = await startPeer();
    await using played = playSession({ port: peer.port, events });
    await played.isOnline();
    for (const id of ["slow", "quick"]) peer.line().send(ask(id));
    await eventually("the other answer", () => answered(peer).includes("quick"), played);
    const held: (() => void)[] = [];
    peer.once("resume", (_line, usual) => held.push(usual));
    peer.line().cut();
    await eventually("an attempt to resume", () => held.length === 1, played.offline);
    tell();
    held.shift()?.();
    await eventually("the slow answer", () => answered(peer).includes("slow"), played);
    expect(played.resumed()).toBe(1);
    expect(answered(peer).filter((id) => id === "slow")).toHaveLength(1);
  });

  test("is not said in a session that nobody asked in", async () => {
    const { events, tell } = slowly();
    await using peer = await startPeer();
    await using played = playSession({ port: peer.port, events });
    await played.isOnline();
    for (const id of ["slow", "quick"]) peer.line().send(ask(id));
    await eventually("the other answer", () => answered(peer).includes("quick"), played);
    peer.forget();
    peer.line().cut();
    await eventually("a new session", () => played.online.length === 2, played);
    tell();
    peer.line().send(ask("later"));
    await eventually("an answer to somebody else", () => answered(peer).includes("later"), played);
    expect(answered(peer)).not.toContain("slow");
  });
});
