/** XEP-0198: stream management that counts rightly, on both sides, over any number of connections. */

import { describe, expect, test } from "vitest";
import { type Element, xml } from "../../../../src/xmpp/stanza.ts";
import { type Act, cut, type Line, type Peer, silence, startPeer } from "../../../support/peer.ts";
import { eventually, type Played, playSession } from "../../../support/playing.ts";
import { features, NS, SM, STREAM } from "../../../support/peer/words.ts";

const query = () => xml("query", { xmlns: "urn:q" });
const ask = (id: string) => `<iq type="get" id="${id}" from="a@example.org/b"><q xmlns="urn:q"/></iq>`;
const message = (id: string) => `<message id="${id}" from="a@example.org/b"/>`;
const named = (elements: readonly Element[], name: string) => elements.filter((each) => each.name === name);

/** What the client says it has handled, when it is asked. */
async function acknowledged(peer: Peer): Promise<number | undefined> {
  const line = peer.line();
  const before = named(line.heard, "a").length;
  line.say(`<r xmlns="${NS.sm}"/>`);
  await eventually("an acknowledgement", () => named(line.heard, "a").length > before);
  return Number(named(line.heard, "a").at(-1)?.attrs["h"]);
}

/** Does as usual, but says nothing on this line. */
function exceptOn(silent: Line): Act {
  return (line, usual) => {
    if (line !== silent) usual();
  };
}

async function resume(peer: Peer, played: Played): Promise<void> {
  const before = played.resumed();
  peer.line().cut();
  await eventually("a resumption", () => played.resumed() > before, played);
}

describe.each([
  ["SASL", false],
  ["SASL2 and Bind 2", true],
] as const)("over %s", (_, sasl2) => {
  test("nothing is sent before the server counts, and nothing before a session is resumed", async () => {
    await using peer = await startPeer({ sasl2 });
    const held: (() => void)[] = [];
    const step = sasl2 ? "response" : "enable";
    peer.at(step, (_line, usual) => held.push(usual));
    await using played = playSession({
      port: peer.port,
      events: { online: () => played.session.send(xml("presence")) },
    });
    await eventually("the step", () => held.length === 1);
    expect(() => played.session.send(xml("message"))).toThrow("there is no session");
    const early = named(peer.heard(), "presence");
    held.shift()?.();
    await eventually("the presence", () => named(peer.heard(), "presence").length === 1);
    expect(early).toEqual([]);
    expect(await acknowledged(peer)).toBe(0);
    expect(peer.line().session()?.handled()).toBe(1);

    const next = sasl2 ? "response" : "resume";
    peer.at(next, (_line, usual) => held.push(usual));
    peer.line().cut();
    await eventually("an attempt to resume", () => held.length === 1);
    await expect(played.session.get(query())).rejects.toThrow("there is no session");
    expect(named(peer.line().heard, "iq")).toEqual([]);
    held.shift()?.();
    await eventually("the resumption", () => played.resumed() === 1, played.offline);
    expect(await played.session.get(query())).toBeUndefined();
  });

  test("stream management is enabled once, and the login says which installation it is", async () => {
    await using peer = await startPeer({ sasl2 });
    await using played = playSession({ port: peer.port });
    await played.isOnline();
    await played.session.get(query());
    peer.forget();
    peer.line().cut();
    await eventually("another session", () => played.online.length === 2, played.offline);
    await played.session.get(query());
    const enables = peer
      .heard()
      .flatMap((each) => [
        ...(each.name === "enable" ? [each] : []),
        ...(each.getChild("bind")?.getChildren("enable", NS.sm) ?? []),
      ]);
    expect(enables).toHaveLength(2);
    const agents = named(peer.heard(), "authenticate").map(
      (each) => each.getChild("user-agent")?.attrs["id"],
    );
    expect(new Set(agents)).toEqual(new Set(sasl2 ? ["5f6b"] : []));
    expect(peer.lines).toHaveLength(2);
  });

  test("everything that comes in counts once, and is not sent again after a resumption", async () => {
    await using peer = await startPeer({ sasl2 });
    peer.at("request", (line, _usual, heard) =>
      line.send(`<iq type="result" id="${heard?.attrs["id"]}" from="${heard?.attrs["to"]}"/>`),
    );
    await using played = playSession({ port: peer.port, timing: { stable: 0 } });
    await played.isOnline();
    let sent = 0;
    for (let round = 0; round < 4; round += 1) {
      await Promise.all(Array.from({ length: 10 }, () => played.session.get(query(), "pubsub.example.org")));
      const more = [
        message(`m${round}`),
        `<presence from="a@example.org/b"/>`,
        ask(`q${round}`),
        `<iq type="result" id="unknown" from="a@example.org/b"/>`,
        `<iq type="error" id="unknown" from="a@example.org/b"/>`,
        `<message from="@"/>`,
        `<iq type="get" id="x" from="@"><q xmlns="urn:q"/></iq>`,
      ];
      for (const stanza of more) peer.line().send(stanza);
      sent += 10 + more.length;
      expect(await acknowledged(peer)).toBe(sent);
      await resume(peer, played);
      expect(peer.line().session()?.kept()).toEqual([]);
    }
    expect(played.stanzas.filter(({ attrs }) => attrs["id"]?.startsWith("m"))).toHaveLength(4);
    expect(played.online).toHaveLength(1);
  });

  test("what comes at once behind the start or the resumption of a session counts", async () => {
    await using peer = await startPeer({ sasl2 });
    const behind = (id: string) => [message(`${id}m`), ask(`${id}q`)];
    const start = sasl2 ? "response" : "enable";
    const sendBehind =
      (id: string): Act =>
      (line, usual) =>
        line.together(() => {
          usual();
          for (const stanza of behind(id)) line.send(stanza);
        });
    peer.once(start, sendBehind("start"));
    await using played = playSession({ port: peer.port });
    await played.isOnline();
    expect(await acknowledged(peer)).toBe(2);
    peer.once(sasl2 ? "response" : "resume", sendBehind("resumed"));
    await resume(peer, played);
    expect(await acknowledged(peer)).toBe(4);
    expect(played.stanzas.map(({ attrs }) => attrs["id"])).toEqual(["startm", "resumedm"]);
    const answered = named(peer.heard(), "iq").filter(({ attrs }) => attrs["type"] === "error");
    expect(answered.map(({ attrs }) => attrs["id"])).toEqual(["startq", "resumedq"]);
  });

  test("what the server had not taken is sent again after a resumption, and only that, in order", async () => {
    await using peer = await startPeer({ sasl2 });
    await using played = playSession({ port: peer.port });
    await played.isOnline();
    peer.at("r", exceptOn(peer.line()));
    for (const id of ["1", "2"]) played.session.send(xml("message", { id, to: "a@example.org" }));
    await eventually("both", () => named(peer.line().heard, "message").length === 2);
    peer.line().freeze();
    for (const id of ["3", "4"]) played.session.send(xml("message", { id, to: "a@example.org" }));
    await resume(peer, played);
    await eventually("the rest", () => named(peer.heard(), "message").length >= 4);
    expect(await played.session.get(query())).toBeUndefined();
    expect(named(peer.heard(), "message").map(({ attrs }) => attrs["id"])).toEqual(["1", "2", "3", "4"]);
  });

  test("a session that the server forgot is followed by a new one", async () => {
    await using peer = await startPeer({ sasl2 });
    await using played = playSession({ port: peer.port });
    await played.isOnline();
    peer.forget();
    peer.line().cut();
    await eventually("another session", () => played.online.length === 2, played.offline);
    expect(await acknowledged(peer)).toBe(0);
    expect(played.resumed()).toBe(0);
    expect(await played.session.get(query())).toBeUndefined();
  });
});

test("a server without stream management is served as well", async () => {
  await using peer = await startPeer({ management: false });
  await using played = playSession({ port: peer.port });
  await played.isOnline();
  expect(await played.session.get(query())).toBeUndefined();
  peer.line().cut();
  await eventually("another session", () => played.online.length === 2, played.offline);
});

test("a server that refuses stream management is served as well", async () => {
  await using peer = await startPeer();
  peer.at("enable", (line) => line.say(`<failed xmlns="${NS.sm}"/>`));
  await using played = playSession({ port: peer.port });
  await played.isOnline();
  expect(await played.session.get(query())).toBeUndefined();
});

test("stream management that is offered, but not the binding before it, ends in another attempt", async () => {
  await using peer = await startPeer();
  peer.once("session", (line) => line.say(STREAM + features(SM)));
  await using played = playSession({ port: peer.port, timing: { attempt: 300 } });
  await played.isOnline();
  expect(peer.lines.length).toBeGreaterThan(1);
});

describe("an acknowledgement", () => {
  test("is asked for although the stream is never quiet", async () => {
    await using peer = await startPeer();
    await using played = playSession({ port: peer.port });
    await played.isOnline();
    for (let sent = 0; sent < 160; sent += 1) played.session.send(xml("message", { to: "a@example.org" }));
    await eventually("all", () => named(peer.heard(), "message").length === 160);
    expect(peer.count("r")).toBeGreaterThanOrEqual(10);
  });

  test("is asked for among nothing but answers", async () => {
    await using peer = await startPeer();
    await using played = playSession({ port: peer.port });
    await played.isOnline();
    peer.line().say(Array.from({ length: 160 }, (_, at) => ask(`${at}`)).join(""));
    await eventually("all", () => named(peer.heard(), "iq").length >= 160);
    expect(peer.count("r")).toBeGreaterThanOrEqual(10);
  });
});

describe("a session that is resumed in vain", () => {
  test("a few times is given up for a new one", async () => {
    await using peer = await startPeer();
    await using played = playSession({ port: peer.port });
    await played.isOnline();
    peer.at("resume", (line, usual) => {
      usual();
      setImmediate(() => line.cut());
    });
    peer.line().cut();
    await eventually("another session", () => played.online.length === 2, played.offline);
    expect(peer.count("resume")).toBeGreaterThan(1);
    expect(peer.count("resume")).toBeLessThan(10);
  });

  test("is kept while only the way to the server is broken", async () => {
    await using peer = await startPeer();
    await using played = playSession({ port: peer.port });
    await played.isOnline();
    for (let drop = 0; drop < 10; drop += 1) peer.once("login", cut);
    peer.line().cut();
    await eventually("a resumption", () => played.resumed() === 1, played.offline);
    expect(played.online).toHaveLength(1);
  });
});

describe("a server that resumes a session but does not hear it", () => {
  test("is sent nothing of what waits, and the session is given up for a new one", async () => {
    await using peer = await startPeer();
    await using played = playSession({ port: peer.port, timing: { proof: 100 } });
    await played.isOnline();
    peer.at("r", silence);
    played.session.send(xml("message", { id: "1", to: "a@example.org" }));
    await eventually("it", () => named(peer.line().heard, "message").length === 1);
    peer.line().cut();
    await eventually("another session", () => played.online.length === 2, played.offline);
    expect(played.resumed()).toBe(0);
    expect(named(peer.heard(), "message")).toHaveLength(1);
    expect(played.offline.at(-1)).toContain(
      "does not hear the session any more: it is given up for a new one",
    );
  });

  test("is not believed because it speaks", async () => {
    await using peer = await startPeer();
    await using played = playSession({ port: peer.port, timing: { proof: 100 } });
    await played.isOnline();
    peer.at("r", silence);
    peer.once("resume", (line, usual) => {
      usual();
      line.say(`<message from="a@example.org/x"><body>Is anybody there?</body></message>`);
    });
    peer.line().cut();
    await eventually("another session", () => played.online.length === 2, played.offline);
    expect(played.resumed()).toBe(0);
  });
});
