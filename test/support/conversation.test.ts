/** The scripted session: what it accepts, and how it says what is wrong. */

import { describe, expect, test } from "vitest";
import { isStanzaError } from "../../src/xmpp/stanza-error.ts";
import { canonical } from "./xml.ts";
import { conversation, element, xmlEqual } from "./conversation.ts";

const QUERY = `<query xmlns="urn:example" node="a"/>`;

test("a request is answered with what the script says", async () => {
  const xmpp = conversation({
    sends: QUERY,
    to: "example.org",
    type: "get",
    receives: `<query xmlns="urn:example">yes</query>`,
  });
  const answer = await xmpp.get(element(QUERY), "example.org");
  expect(answer?.getText()).toBe("yes");
  xmpp.end();
});

test("a step that receives nothing is a result without a payload", async () => {
  const xmpp = conversation({ sends: QUERY });
  expect(await xmpp.set(element(QUERY))).toBeUndefined();
});

test("a step that fails throws the stanza error, with who said it", async () => {
  const fails = `<error type="cancel"><item-not-found xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>`;
  const xmpp = conversation({ sends: QUERY, fails });
  const error: unknown = await xmpp.get(element(QUERY), "example.org").catch((reason: unknown) => reason);
  expect(isStanzaError(error, "item-not-found") && error.from).toBe("example.org");
  xmpp.end();
});

test("a stanza that is sent is a step", () => {
  const xmpp = conversation({ sends: `<presence to="room@example.org/me"/>`, to: "room@example.org/me" });
  xmpp.send(element(`<presence to="room@example.org/me"/>`));
  expect(() => xmpp.end()).not.toThrow();
});

describe("the script fails", () => {
  test("when something else is sent, and shows both", async () => {
    const xmpp = conversation({ sends: QUERY });
    const sent = xmpp.get(element(`<query xmlns="urn:example" node="b"/>`));
    await expect(sent).rejects.toThrow(
      /step 1: The script sends\n<query .*node="a">\nbut was sent\n<query .*node="b">/u,
    );
  });

  test("when it goes to somebody else", async () => {
    const sent = conversation({ sends: QUERY, to: "a.example" }).get(element(QUERY), "b.example");
    await expect(sent).rejects.toThrow("The script sends to a.example, but it went to b.example");
  });

  test("when it is told instead of asked", async () => {
    await expect(conversation({ sends: QUERY, type: "get" }).set(element(QUERY))).rejects.toThrow(
      "says get, but it was set",
    );
  });

  test("when it is over", async () => {
    await expect(conversation().get(element(QUERY))).rejects.toThrow("The script is over");
  });

  test("when it was not followed to its end", () => {
    expect(() => conversation({ sends: QUERY }).end()).toThrow("1 more step(s)");
  });

  test("at its end, even when its complaint was caught", async () => {
    const xmpp = conversation();
    await xmpp.get(element(QUERY)).catch(() => undefined);
    expect(() => xmpp.end()).toThrow("The script is over");
  });
});

describe("two elements mean the same", () => {
  test.each([
    ["in another order of attributes", `<a x="1" y="2"/>`, `<a y="2" x="1"/>`],
    [
      "with other prefixes",
      `<p:a xmlns:p="urn:x"><p:b/></p:a>`,
      `<a xmlns="urn:x"><q:b xmlns:q="urn:x"/></a>`,
    ],
    ["with prefixed attributes", `<a xmlns:p="urn:x" p:b="1"/>`, `<a xmlns:q="urn:x" q:b="1"/>`],
    ["laid out in lines", `<a><b/><c>x</c></a>`, `<a>\n  <b/>\n  <c>x</c>\n</a>`],
    ["with the namespace said again", `<a xmlns="urn:x"><b xmlns="urn:x"/></a>`, `<a xmlns="urn:x"><b/></a>`],
  ])("%s", (_, one, other) => {
    expect(xmlEqual(element(one), element(other))).toBe(true);
  });
});

describe("two elements differ", () => {
  test.each([
    ["in a namespace", `<a xmlns="urn:x"/>`, `<a xmlns="urn:y"/>`],
    ["in an inner namespace", `<a xmlns="urn:x"><b/></a>`, `<a xmlns="urn:x"><b xmlns=""/></a>`],
    ["in text", `<a>x</a>`, `<a>x </a>`],
    ["in the space between two words", `<p><i>a</i> <b>b</b></p>`, `<p><i>a</i><b>b</b></p>`],
    ["in the order of children", `<a><b/><c/></a>`, `<a><c/><b/></a>`],
    ["in depth", `<a><b/><c/></a>`, `<a><b><c/></b></a>`],
    ["in an attribute", `<a x="1"/>`, `<a/>`],
  ])("%s", (_, one, other) => {
    expect(xmlEqual(element(one), element(other))).toBe(false);
  });
});

test("the canonical form leaves its element as it was", () => {
  const root = element("<a>\n<b> x </b>\n</a>");
  const before = root.toString();
  canonical(root);
  expect(root.toString()).toBe(before);
});
