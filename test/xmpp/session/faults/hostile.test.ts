/** Hostile stanzas in an established session: nothing ends the process, and nothing behind them is lost. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UnsendableError } from "../../../../src/xmpp/guard.ts";
import { xml } from "../../../../src/xmpp/stanza.ts";
import { type Peer, startPeer } from "../../../support/peer.ts";
import { NS, features, mechanisms, SM, STREAM, streamError, BIND } from "../../../support/peer/words.ts";
import { eventually, type Played, playSession } from "../../../support/playing.ts";

const FROM = `from="mallory@example.org/x"`;
const STANZAS = "urn:ietf:params:xml:ns:xmpp-stanzas";
const nested = (times: number, name = "a") => `<${name}>`.repeat(times) + `</${name}>`.repeat(times);
const deep = nested(10_000);
const large = "x".repeat(1_000_000);
const attributes = Array.from({ length: 5_000 }, (_, at) => `a${at}="${at}"`).join(" ");

/** What is not closed makes the rest of the stream a part of it: the session notices that nothing is answered. */
const IMPATIENT = { quiet: 30, dead: 100, proof: 100 };
/** What XML is made of, and what it must not hold. */
const SIGNS = ["<", ">", "/", "&", ";", "!", "?", "[", "]", "=", "'", '"', " ", "a", "b", "\u0000", "é"];

let asked = 0;

/** A request right behind something; its answer shows that nothing behind it was lost. */
async function isAnswered(peer: Peer, played: Played, attack: string): Promise<void> {
  const id = `behind-${(asked += 1)}`;
  const ask = `<iq type="get" id="${id}" ${FROM}><query xmlns="urn:unknown"/></iq>`;
  const answers = () => peer.heard().filter(({ name, attrs }) => name === "iq" && attrs["id"] === id);
  const sessions = played.online.length;
  const line = peer.line();
  if (attack !== "") line.send(attack);
  line.send(ask);
  // What ends a session takes what is behind it along: the server says it again in the next one.
  const lost = () => played.online.length > sessions && played.session.isOnline();
  await eventually("an answer", () => answers().length > 0 || lost(), played);
  if (answers().length === 0) peer.line().send(ask);
  await eventually("an answer in the next session", () => answers().length > 0, played);
  const [answer, ...others] = answers();
  expect(others).toEqual([]);
  expect(answer?.attrs).toMatchObject({ type: "error", to: "mallory@example.org/x" });
  expect(answer?.getChild("error")?.getChild("service-unavailable", STANZAS)).toBeDefined();
  expect(played.uncaught).toEqual([]);
}

/** How many stanzas of the peer's the session says it has handled, against those that were sent. */
async function countsRightly(peer: Peer): Promise<void> {
  const line = peer.line();
  const before = line.heard.filter(({ name }) => name === "a").length;
  line.say(`<r xmlns="${NS.sm}"/>`);
  await eventually("the count", () => line.heard.filter(({ name }) => name === "a").length > before);
  expect(line.session()?.kept()).toEqual([]);
}

describe("a stanza", { timeout: 20_000 }, () => {
  test.each([
    ["a message of 10,000 nested elements", `<message ${FROM}><body>x</body>${deep}</message>`],
    ["a presence of 10,000 nested elements", `<presence ${FROM}>${deep}</presence>`],
    ["a request of 10,000 nested elements", `<iq type="get" id="deep" ${FROM}>${deep}</iq>`],
    ["an IQ of no type with 10,000 nested elements", `<iq id="deep" ${FROM}>${deep}</iq>`],
    ["an answer of 10,000 nested elements", `<iq type="result" id="deep" ${FROM}>${deep}</iq>`],
    ["an error of 10,000 nested elements", `<iq type="error" id="deep" ${FROM}>${deep}</iq>`],
    ["a body of 1 MB", `<message ${FROM}><body>${large}</body></message>`],
    ["a body of 3 MB", `<message ${FROM}><body>${large.repeat(3)}</body></message>`],
    ["an attribute of 1 MB", `<message ${FROM} id="${large}"/>`],
    ["a request with an id of 1 MB", `<iq type="get" id="${large}" ${FROM}><q xmlns="urn:q"/></iq>`],
    ["a name of 1 MB", `<message ${FROM}><${large}/></message>`],
    ["5,000 attributes", `<message ${FROM} ${attributes}><body ${attributes}>x</body></message>`],
    ["100,000 children", `<message ${FROM}>${"<a/>".repeat(100_000)}</message>`],
    ["a sender that is none", `<message from="@"><body>x</body></message>`],
    ["a request of a sender that is none", `<iq type="get" id="1" from="@"><q xmlns="urn:q"/></iq>`],
    ["an addressee that is none", `<message ${FROM} to="a@b@c"><body>x</body></message>`],
    ["an empty sender", `<message from="" to=""><body>x</body></message>`],
    ["a sender of 10,000 characters", `<message from="${"a".repeat(10_000)}@example.org"/>`],
    ["a request without an id", `<iq type="get" ${FROM}><q xmlns="urn:q"/></iq>`],
    ["a request without a payload", `<iq type="get" id="none" ${FROM}/>`],
    ["a request with two payloads", `<iq type="set" id="two" ${FROM}><a xmlns="x"/><b xmlns="x"/></iq>`],
    ["an IQ of an unknown type", `<iq type="please" id="p" ${FROM}><q xmlns="urn:q"/></iq>`],
    ["an answer to nothing", `<iq type="result" id="nothing" ${FROM}/>`],
    ["an error without children", `<iq type="error" id="nothing" ${FROM}/>`],
    ["an error of a message", `<message type="error" ${FROM}/>`],
    ["a subscription request", `<presence type="subscribe" ${FROM}/>`],
    ["a subscription request of nobody", `<presence type="subscribe"/>`],
    ["an unknown presence", `<presence type="?" ${FROM}/>`],
    ["languages of all kinds", `<message ${FROM} xml:lang="">${languages()}</message>`],
    ["prefixes that nobody declared", `<message ${FROM}><a:b:c d:e:f="1"/><:x/><y:/></message>`],
    ["names of what objects inherit", `<message ${FROM} __proto__="1" constructor="2"><toString/></message>`],
    ["a processing instruction", `<?php echo "<message/>"?><message ${FROM}/>`],
    ["CDATA", `<message ${FROM}><body><![CDATA[<a>&nbsp;]]></body></message>`],
    ["text between stanzas", `some text <message ${FROM}/> &amp; more`],
  ])("%s", async (_, attack) => {
    await using peer = await startPeer();
    await using played = playSession({ port: peer.port });
    await played.isOnline();
    await isAnswered(peer, played, attack);
    await countsRightly(peer);
    // An answer may be too large to be sent; nothing else is amiss.
    expect(played.trouble.filter((error) => !(error instanceof UnsendableError))).toEqual([]);
    expect(peer.lines).toHaveLength(1);
  });
});

test("text costs no more than tags, however long it is", async () => {
  await using peer = await startPeer();
  await using played = playSession({ port: peer.port });
  await played.isOnline();
  const cost = async (inside: string): Promise<number> => {
    const before = process.cpuUsage();
    await isAnswered(peer, played, `<message ${FROM}>${inside}</message>`);
    return process.cpuUsage(before).user;
  };
  const tags = await cost(`<b>${"x".repeat(93)}</b>`.repeat(30_000));
  expect(await cost(large.repeat(3))).toBeLessThan(tags);
}, 20_000);

describe("what is no stanza", () => {
  test.each([
    ["a second list of features", features(BIND, SM)],
    ["features that offer a login", features(mechanisms("PLAIN", "SCRAM-SHA-256"))],
    ["features that offer encryption", features(`<starttls xmlns="${NS.tls}"/>`)],
    ["features of nothing", features()],
    ["a second <enabled/>", `<enabled xmlns="${NS.sm}" id="other" resume="true"/>`],
    ["a <resumed/> out of nowhere", `<resumed xmlns="${NS.sm}" previd="x" h="7"/>`],
    ["a <failed/> out of nowhere", `<failed xmlns="${NS.sm}"/>`],
    ["an acknowledgement of less than nothing", `<a xmlns="${NS.sm}" h="-1"/>`],
    ["an acknowledgement of no number", `<a xmlns="${NS.sm}" h="abc"/>`],
    ["an acknowledgement without a number", `<a xmlns="${NS.sm}"/>`],
    ["an acknowledgement of more than was sent", `<a xmlns="${NS.sm}" h="7"/>`],
    ["an acknowledgement of 4,294,967,295", `<a xmlns="${NS.sm}" h="4294967295"/>`],
    ["a success", `<success xmlns="${NS.sasl}"/>`],
    ["a success of somebody else", `<success xmlns="${NS.sasl}">${btoa("v=x")}</success>`],
    ["a success of SASL2", `<success xmlns="${NS.sasl2}"><bound xmlns="${NS.bind2}"/></success>`],
    ["a challenge", `<challenge xmlns="${NS.sasl}">${btoa("r=x,s=x,i=4096")}</challenge>`],
    ["a failure", `<failure xmlns="${NS.sasl}"><not-authorized/></failure>`],
    ["a go-ahead for encryption", `<proceed xmlns="${NS.tls}"/>`],
    ["an element of no namespace", `<x from="@" xmlns=""/>`],
    ["10,000 nested elements", deep],
  ])("%s changes nothing", async (_, attack) => {
    await using peer = await startPeer();
    await using played = playSession({ port: peer.port });
    await played.isOnline();
    peer.line().say(attack);
    await isAnswered(peer, played, "");
    await countsRightly(peer);
    // What is sent now is acknowledged, and not sent again.
    const once = () => peer.heard().filter(({ attrs }) => attrs["id"] === "once");
    played.session.send(xml("message", { id: "once", to: "a@example.org" }));
    await eventually("the message", () => once().length === 1);
    const connections = peer.lines.length;
    peer.line().cut();
    await eventually("another", () => peer.lines.length > connections && played.session.isOnline(), played);
    await isAnswered(peer, played, "");
    expect(once()).toHaveLength(1);
    expect(played.rejected).toEqual([]);
  });
});

describe("what ends the stream", { timeout: 20_000 }, () => {
  test.each([
    ["a comment", `<!-- <message/> --><message ${FROM}/>`],
    ["a document type", `<!DOCTYPE x [<!ENTITY a "b">]><message ${FROM}/>`],
    ["an unknown entity", `<message ${FROM}><body>&nbsp;</body></message>`],
    ["an entity of 1 MB", `<message ${FROM}><body>&${large};</body></message>`],
    ["a character that is none", `<message ${FROM}><body>&#0;</body></message>`],
    ["an element that is closed as another", `<message ${FROM}><a></b></message>`],
    ["a second header", STREAM],
    ["the end, and stanzas behind it", `</stream:stream><message ${FROM}/><iq type="get" id="z"><q/></iq>`],
    ["the end twice", "</stream:stream></stream:stream>"],
    ["an empty stream error", "<stream:error/>"],
    ["a stream error", streamError("reset")],
    ["bytes that are no text", Buffer.from([0xff, 0xfe, 0x00, 0x3c, 0x80]).toString("latin1")],
  ])("%s is survived", async (_, attack) => {
    await using peer = await startPeer();
    await using played = playSession({ port: peer.port, timing: IMPATIENT });
    await played.isOnline();
    peer.line().say(attack);
    await isAnswered(peer, played, "");
    expect(played.rejected).toEqual([]);
  });
});

test("whatever a server says, the process lives and the session is there again", async () => {
  const name = fc.constantFrom(
    "iq",
    "message",
    "presence",
    "a",
    "r",
    "enabled",
    "stream:features",
    "x:y",
    "é",
  );
  const value = fc.oneof(fc.constantFrom("get", "set", "error", "@", "a@b/c", NS.sm, "7"), fc.string());
  const attribute = fc.tuple(fc.constantFrom("type", "from", "to", "id", "h", "xmlns"), value);
  const write = ([tag, given, inside]: readonly [string, readonly [string, string][], readonly string[]]) => {
    const written = given.map(([key, text]) => ` ${key}="${text.replaceAll(/[<&"]/gu, "")}"`);
    return `<${tag}${written.join("")}>${inside.join("")}</${tag}>`;
  };
  const around = (inside: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.tuple(name, fc.array(attribute, { maxLength: 3 }), fc.array(inside, { maxLength: 2 })).map(write);
  const element = around(around(around(fc.constant(""))));
  const garbage = fc.string({ unit: fc.constantFrom(...SIGNS) });
  const input = fc.oneof({ weight: 4, arbitrary: element }, { weight: 1, arbitrary: garbage });
  await fc.assert(
    fc.asyncProperty(fc.array(input, { maxLength: 4 }), async (texts) => {
      await using peer = await startPeer();
      await using played = playSession({ port: peer.port, timing: IMPATIENT });
      await played.isOnline();
      // Nobody can say how many stanzas these were: the session cannot be resumed.
      peer.forget();
      peer.line().say(texts.join(""));
      await isAnswered(peer, played, "");
      expect(played.rejected).toEqual([]);
    }),
    { numRuns: 100 },
  );
}, 60_000);

function languages(): string {
  const tags = ["en", "de-CH-1901", "x-klingon", "", "**", "zh-Hant-TW", "i-default", "en\u00a0US"];
  return tags.map((tag) => `<body xml:lang="${tag}">${tag}</body><subject xml:lang="${tag}"/>`).join("");
}
