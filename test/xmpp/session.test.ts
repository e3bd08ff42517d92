/** The session: what it sends to whom, when it is over, and what it says of servers that do what no server should. */

import { describe, expect, test } from "vitest";
import { xml } from "../../src/xmpp/stanza.ts";
import { cut, silence, startPeer } from "../support/peer.ts";
import {
  BIND,
  END,
  features,
  mechanisms,
  NS,
  SM,
  STARTTLS,
  STREAM,
  streamError,
} from "../support/peer/words.ts";
import { eventually, playSession } from "../support/playing.ts";

const PASSWORD = "very-secret";
const OFFERS = mechanisms("PLAIN", "SCRAM-SHA-1");
const query = () => xml("query", { xmlns: "urn:q" });
const isPassword = (text: string) =>
  text.includes(PASSWORD) || text.includes(Buffer.from(PASSWORD).toString("base64").slice(0, 8));

describe("a server", () => {
  test.each([
    ["offers no encryption", STREAM + features(OFFERS)],
    ["offers a session in clear, without a login,", STREAM + features(BIND, SM)],
  ])("that %s is sent nothing", async (_, text) => {
    await using peer = await startPeer();
    peer.at("open", (line) => line.say(text));
    await using played = playSession({ port: peer.port, password: PASSWORD, allowPlain: true });
    await eventually("a sentence", () => played.offline.length > 0);
    expect(played.offline[0]).toContain(
      "the server offers no encryption (STARTTLS), and no password is sent without it",
    );
    expect(peer.heard()).toEqual([]);
  });

  test("that refuses STARTTLS is sent no password either", async () => {
    await using peer = await startPeer();
    peer.at("open", (line) => line.say(STREAM + features(STARTTLS, OFFERS)));
    peer.at("starttls", (line) => line.say(`<failure xmlns="${NS.tls}"/>${END}`));
    await using played = playSession({ port: peer.port, password: PASSWORD, allowPlain: true });
    await eventually("a sentence", () => played.offline.length > 0);
    expect(played.offline[0]).toContain(`127.0.0.1:${peer.port}`);
    expect(peer.heard().some((element) => isPassword(element.toString()))).toBe(false);
    expect(peer.heard().every(({ name }) => name === "starttls")).toBe(true);
  });

  test("that sends the bot elsewhere is not followed", async () => {
    await using other = await startPeer();
    await using peer = await startPeer();
    const elsewhere = `<see-other-host xmlns="${NS.streams}">127.0.0.1:${other.port}</see-other-host>`;
    peer.at("open", (line) => line.say(`${STREAM}<stream:error>${elsewhere}</stream:error>`));
    await using played = playSession({ port: peer.port });
    await eventually("a sentence", () => played.offline.length > 0);
    expect(played.offline[0]).toContain("asks to connect to another host, which is not followed");
    await eventually("another attempt", () => peer.lines.length > 1);
    expect(other.lines).toEqual([]);
  });

  test.each([
    ["ends the stream with an error", streamError("host-unknown"), "does not serve the domain example.org"],
    ["ends the stream with an empty error", `<stream:error/>${END}`, ""],
    ["goes on after the end", `${END}<message/><message/>`, ""],
    ["sends what is no XML", `<a></b>`, ""],
    ["sends unknown entities", `<message>&nbsp;</message>`, ""],
    ["speaks before it is asked", `<message from="@"><body>x</body></message>${END}`, ""],
  ])("that %s is one that the session goes offline from, with a sentence", async (_, text, words) => {
    await using peer = await startPeer();
    peer.at("open", (line) => line.say(STREAM + text));
    await using played = playSession({ port: peer.port });
    await eventually("a sentence", () => played.offline.length > 0);
    expect(played.offline[0]).toContain(`127.0.0.1:${peer.port}`);
    expect(played.offline[0]).toContain(words);
    expect(played.uncaught).toEqual([]);
  });

  test("that gave the place of the session to another one is not fought", async () => {
    await using peer = await startPeer();
    await using played = playSession({ port: peer.port });
    await played.isOnline();
    peer.line().say(streamError("conflict"));
    await eventually("the end", () => !played.session.isAlive(), played);
    expect(played.rejected).toHaveLength(1);
    expect(played.rejected[0]).toContain("conflict");
    expect(peer.lines).toHaveLength(1);
  });
});

describe("a session that is stopped", () => {
  test("leaves a server at once that says nothing", async () => {
    await using peer = await startPeer({ tls: "direct" });
    peer.at("connect", silence);
    const played = playSession({ port: peer.port, tls: "direct" });
    await eventually("a connection", () => peer.lines.length === 1);
    const began = Date.now();
    await played[Symbol.asyncDispose]();
    expect(Date.now() - began).toBeLessThan(1000);
    await eventually("the connection to be gone", () => !peer.line().isOpen());
  });

  test("closes its stream, acknowledges what it has handled, and does not come back", async () => {
    await using peer = await startPeer();
    const played = playSession({ port: peer.port });
    await played.isOnline();
    peer.line().send(`<message from="a@example.org/b"/>`);
    await eventually("the message", () => played.stanzas.length === 1);
    await played[Symbol.asyncDispose]();
    expect(peer.count("end")).toBe(1);
    expect(peer.line().session()?.acknowledged()).toBe(1);
    await eventually("the connection to be gone", () => !peer.line().isOpen());
    expect(played.session.isAlive()).toBe(false);
    expect(peer.lines).toHaveLength(1);
    expect(played.offline).toEqual([]);
  });

  test("between two attempts makes no other", async () => {
    await using peer = await startPeer();
    peer.at("open", cut);
    const played = playSession({ port: peer.port, timing: { firstPause: 60_000, longestPause: 60_000 } });
    await eventually("a sentence", () => played.offline.length === 1);
    await played[Symbol.asyncDispose]();
    await eventually("the end", () => !played.session.isAlive());
    expect(peer.lines).toHaveLength(1);
  });
});

test("a session that is made anew is a new connection, and the one before goes on in it", async () => {
  await using peer = await startPeer();
  await using played = playSession({ port: peer.port });
  await played.isOnline();
  played.session.reset("somebody asked for it");
  await eventually("another connection", () => peer.lines.length === 2 && played.session.isOnline(), played);
  expect(played.offline[0]).toContain("somebody asked for it");
  expect(await played.session.get(query())).toBeUndefined();
});

test("without a session nothing is asked and nothing is sent, and the reason is a sentence", async () => {
  await using peer = await startPeer({ tls: "direct" });
  peer.at("connect", silence);
  await using played = playSession({ port: peer.port, tls: "direct" });
  await expect(played.session.get(query(), "example.org")).rejects.toThrow("there is no session");
  expect(() => played.session.send(xml("presence"))).toThrow("there is no session");
  expect(played.session.jid()).toBe("bot@example.org");
});
