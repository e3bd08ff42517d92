/** Links that carry nothing any more, and tell nobody. */

import { expect, test } from "vitest";
import { xml } from "../../../../src/xmpp/stanza.ts";
import { silence, startPeer } from "../../../support/peer.ts";
import { eventually, playSession } from "../../../support/playing.ts";

const IMPATIENT = { quiet: 100, dead: 250, tick: 10 };

test.each([true, false])(
  "a link that is half open is noticed (stream management: %s)",
  async (management) => {
    await using peer = await startPeer({ management });
    await using played = playSession({ port: peer.port, timing: IMPATIENT });
    await played.isOnline();
    peer.line().freeze();
    await eventually("another connection", () => peer.lines.length === 2, played.offline);
    expect(played.offline).toHaveLength(1);
    await played.isOnline();
  },
);

test.each([true, false])(
  "a black hole is noticed although something is sent all the time (stream management: %s)",
  async (management) => {
    await using peer = await startPeer({ management });
    await using played = playSession({ port: peer.port, timing: IMPATIENT });
    await played.isOnline();
    peer.line().freeze();
    const talk = setInterval(() => {
      if (played.session.isOnline()) played.session.send(xml("presence"));
    }, 50);
    await eventually("another connection", () => peer.lines.length === 2, played.offline);
    clearInterval(talk);
    expect(played.offline).toHaveLength(1);
  },
);

test("a server that has nothing to say is asked whether it is there, and its answer is enough", async () => {
  await using peer = await startPeer();
  await using played = playSession({ port: peer.port, timing: IMPATIENT });
  await played.isOnline();
  await eventually("five questions", () => peer.count("r") >= 5, played.offline);
  expect(peer.lines).toHaveLength(1);
  expect(played.offline).toEqual([]);
});

test("a server without stream management is asked with a ping", async () => {
  await using peer = await startPeer({ management: false });
  await using played = playSession({ port: peer.port, timing: IMPATIENT });
  await played.isOnline();
  await eventually("three questions", () => peer.count("request") >= 3, played.offline);
  const [ping] = peer.heard().filter(({ name, attrs }) => name === "iq" && attrs["type"] === "get");
  expect(ping?.getChild("ping", "urn:xmpp:ping")).toBeDefined();
  expect(peer.lines).toHaveLength(1);
});

test("a server that takes its time for answers, but is there, keeps its session", async () => {
  await using peer = await startPeer();
  peer.at("request", silence);
  await using played = playSession({ port: peer.port, timing: IMPATIENT });
  await played.isOnline();
  const answer = played.session.get(xml("query", { xmlns: "urn:q" }));
  await eventually("five questions", () => peer.count("r") >= 5, played.offline);
  const id = peer.heard().find((each) => each.getChild("query") !== undefined)?.attrs["id"];
  peer.line().send(`<iq type="result" id="${id}"/>`);
  expect(await answer).toBeUndefined();
  expect(peer.lines).toHaveLength(1);
});
