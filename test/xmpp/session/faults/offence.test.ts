/** What a server takes offence at, and ends the stream for. */

import { expect, test } from "vitest";
import { UnsendableError } from "../../../../src/xmpp/guard.ts";
import { xml } from "../../../../src/xmpp/stanza.ts";
import { startPeer } from "../../../support/peer.ts";
import { streamError } from "../../../support/peer/words.ts";
import { eventually, playSession } from "../../../support/playing.ts";

const publish = (title: string) =>
  xml("pubsub", { xmlns: "http://jabber.org/protocol/pubsub" }, xml("publish", { node: "n" }, title));

test.each(["not-well-formed", "policy-violation", "invalid-xml"])(
  "a request that the server ends the stream for (%s) is not sent again, and others are",
  async (condition) => {
    await using peer = await startPeer();
    await using played = playSession({ port: peer.port });
    await played.isOnline();
    peer.once("request", (line) => line.say(streamError(condition)));
    await expect(played.session.set(publish("bad"))).rejects.toThrow("the session was lost before");
    await eventually("another session", () => played.online.length === 2, played.offline);
    await expect(played.session.set(publish("bad"))).rejects.toThrow(UnsendableError);
    await expect(played.session.set(publish("good"))).resolves.toBeUndefined();
    const titles = peer.heard().map((stanza) => stanza.getChild("pubsub")?.getChildText("publish"));
    expect(titles.filter((title) => title === "bad")).toHaveLength(1);
  },
);

test("what the server answered before is not to blame", async () => {
  await using peer = await startPeer();
  await using played = playSession({ port: peer.port });
  await played.isOnline();
  await played.session.set(publish("first"));
  peer.once("request", (line) => line.say(streamError("policy-violation")));
  await expect(played.session.set(publish("second"))).rejects.toThrow("the session was lost");
  await eventually("another session", () => played.online.length === 2, played.offline);
  await expect(played.session.set(publish("first"))).resolves.toBeUndefined();
  await expect(played.session.set(publish("second"))).rejects.toThrow("it is not sent again");
});

test("a server that goes down takes offence at nothing", async () => {
  await using peer = await startPeer();
  await using played = playSession({ port: peer.port });
  await played.isOnline();
  peer.once("request", (line) => {
    line.say(streamError("system-shutdown"));
    peer.forget();
  });
  await expect(played.session.set(publish("good"))).rejects.toThrow("the session was lost");
  await eventually("another session", () => played.online.length === 2, played.offline);
  await expect(played.session.set(publish("good"))).resolves.toBeUndefined();
});

test("another session in this one's place is not fought", async () => {
  await using peer = await startPeer();
  await using played = playSession({ port: peer.port });
  await played.isOnline();
  peer.line().say(streamError("conflict"));
  await eventually("the end", () => played.rejected.length === 1, played.offline);
  expect(played.rejected[0]).toContain("another one of the account has taken its place (conflict)");
  expect(played.session.isAlive()).toBe(false);
  expect(peer.lines).toHaveLength(1);
});
