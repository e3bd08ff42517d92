/** RFC 6120: what goes over the wire of a session, whole, once, and to whom it was meant. */

import { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Answer } from "../../../../src/xmpp/answers.ts";
import { UnsendableError } from "../../../../src/xmpp/guard.ts";
import { type Element, xml } from "../../../../src/xmpp/stanza.ts";
import { type Peer, startPeer } from "../../../support/peer.ts";
import { eventually, type Played, playSession } from "../../../support/playing.ts";

const query = () => xml("query", { xmlns: "urn:q" });
const message = (body: string) => `<message from="a@example.org/b"><body>${body}</body></message>`;
const bodies = (stanzas: readonly Element[]) => stanzas.map((stanza) => stanza.getChildText("body"));

afterEach(() => vi.restoreAllMocks());

async function online(peer: Peer, options: Partial<Parameters<typeof playSession>[0]> = {}): Promise<Played> {
  const played = playSession({ port: peer.port, ...options });
  await played.isOnline();
  return played;
}

describe.each(["starttls", "direct"] as const)("over %s", (tls) => {
  test("characters that the network cuts in two arrive whole", async () => {
    await using peer = await startPeer({ tls });
    await using played = await online(peer, { tls });
    const text = "ä€😀語".repeat(10);
    await peer.line().spell(message(text));
    await eventually("the message", () => played.stanzas.length === 1, played.offline);
    expect(bodies(played.stanzas)).toEqual([text]);
  });

  test("nothing that is sent waits for what was sent before to arrive", async () => {
    const spy = vi.spyOn(Socket.prototype, "setNoDelay");
    await using peer = await startPeer({ tls });
    await using played = await online(peer, { tls });
    // The last word to the encrypted socket towards the peer.
    const last = spy.mock.contexts.findLastIndex(
      (socket) => socket instanceof TLSSocket && socket.remotePort === peer.port,
    );
    expect(spy.mock.calls[last]).toEqual([true]);
    expect(played.session.isOnline()).toBe(true);
  });
});

describe("a listener that throws", () => {
  test("does not lose the stanzas behind it", async () => {
    const heard: (string | null)[] = [];
    await using peer = await startPeer();
    await using played = await online(peer, {
      events: {
        stanza(stanza) {
          if (stanza.name !== "message") return;
          heard.push(stanza.getChildText("body"));
          if (heard.length === 1) throw new Error("the listener is broken");
        },
      },
    });
    peer.line().say(message("1") + message("2") + message("3"));
    await eventually("the last", () => heard.length === 3);
    expect(heard).toEqual(["1", "2", "3"]);
    expect(played.trouble.map(String)).toEqual(["Error: the listener is broken"]);
    expect(played.uncaught).toEqual([]);
  });

  test("while a request is answered loses neither those behind it nor the count", async () => {
    let asked = 0;
    const answer = (): Answer => {
      asked += 1;
      if (asked === 1) throw new Error("the answer is broken");
      return { result: undefined };
    };
    await using peer = await startPeer();
    await using played = await online(peer, { events: { answer } });
    const ask = (id: string) => `<iq type="get" id="${id}" from="a@example.org/b"><q xmlns="urn:q"/></iq>`;
    peer.line().send(ask("1") + ask("2"));
    await eventually(
      "an answer",
      () => peer.heard().some(({ attrs }) => attrs["id"] === "2"),
      played.trouble,
    );
    expect(played.uncaught).toEqual([]);
    expect(peer.lines).toHaveLength(1);
  });
});

describe("what cannot be sent", () => {
  test.each(["", "@", "a@b@c", "room@example.org/"])("to %j is refused and reaches nobody", async (to) => {
    await using peer = await startPeer();
    await using played = await online(peer);
    expect(() => played.session.send(xml("message", { to }))).toThrow(UnsendableError);
    await expect(played.session.get(query(), to)).rejects.toThrow(UnsendableError);
    await played.session.get(query());
    expect(peer.heard().filter(({ attrs }) => attrs["to"] === to)).toEqual([]);
  });

  test("is not in the way of what is sent behind it when the session is resumed", async () => {
    await using peer = await startPeer();
    await using played = await online(peer);
    const first = peer.line();
    peer.at("r", (line, usual) => (line === first ? undefined : usual()));
    played.session.send(xml("message", { id: "1", to: "a@example.org" }));
    expect(() => played.session.send(xml("message", { id: "2", to: "@" }))).toThrow("is not a JID");
    expect(() => played.session.send(xml("a b", { id: "3" }))).toThrow("is not an element's name");
    played.session.send(xml("message", { id: "4", to: "a@example.org" }));
    await eventually("both", () => peer.line().heard.filter(({ name }) => name === "message").length === 2);
    peer.line().cut();
    await eventually("a resumption", () => played.resumed() === 1, played.offline);
    await played.session.get(query());
    const ids = peer.heard().flatMap(({ name, attrs }) => (name === "message" ? [attrs["id"]] : []));
    expect(ids).toEqual(["1", "4"]);
  });
});

describe("an answer", () => {
  test("with the id of a request, but from somebody else, is none", async () => {
    await using peer = await startPeer();
    await using played = await online(peer);
    peer.at("request", (line, usual, heard) => {
      const id = heard?.attrs["id"] ?? "";
      for (const from of ["evil@example.org/x", "pubsub.example.com", "example.org"])
        line.say(`<iq type="result" id="${id}" from="${from}"><forged xmlns="urn:q"/></iq>`);
      line.say(`<iq type="result" id="${id}"><forged xmlns="urn:q"/></iq>`);
      usual();
    });
    expect(await played.session.get(query(), "pubsub.example.org")).toBeUndefined();
  });

  test("that refuses is a rejection that reaches whoever asked, each of 300 times", async () => {
    await using peer = await startPeer();
    await using played = await online(peer);
    peer.at("request", (line, _usual, heard) =>
      line.say(`<iq type="error" id="${heard?.attrs["id"]}" from="${heard?.attrs["to"]}"/>`),
    );
    const answers = Array.from({ length: 300 }, () => played.session.get(query(), "pubsub.example.org"));
    const settled = await Promise.allSettled(answers);
    expect(settled.filter(({ status }) => status === "rejected")).toHaveLength(300);
    expect(played.uncaught).toEqual([]);
    expect(peer.lines).toHaveLength(1);
  });

  test("that never comes fails when the session is lost for good", async () => {
    await using peer = await startPeer();
    await using played = await online(peer);
    peer.at("request", (line) => {
      peer.forget();
      line.cut();
    });
    await expect(played.session.get(query(), "pubsub.example.org")).rejects.toThrow(
      "the session was lost before pubsub.example.org answered",
    );
  });

  test("comes on the next connection when the session is resumed", async () => {
    await using peer = await startPeer();
    await using played = await online(peer);
    peer.once("request", (line) => line.cut());
    const answer = played.session.get(query(), "pubsub.example.org");
    await eventually("a resumption", () => played.resumed() === 1, played.offline);
    const asked = peer.heard().find(({ attrs }) => attrs["to"] === "pubsub.example.org");
    peer.line().send(`<iq type="result" id="${asked?.attrs["id"]}" from="pubsub.example.org"/>`);
    expect(await answer).toBeUndefined();
    expect(played.online).toHaveLength(1);
  });
});
