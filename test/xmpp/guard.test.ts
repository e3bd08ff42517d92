/** RFC 6120: what may go out on a stream, and what may come in. */

import fc from "fast-check";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { clean, isAcceptable, serialize, UnsendableError } from "../../src/xmpp/guard.ts";
import { xml } from "../../src/xmpp/stanza.ts";
import { element } from "../support/conversation.ts";

test("what XML 1.0 forbids is taken out of text and attributes, at every depth", () => {
  const stanza = xml(
    "message",
    { to: "a@b", id: "1\u0000" },
    xml("body", {}, xml("b", {}, "x\u0008\ufffey\ud800z\tn\n")),
  );
  expect(serialize(stanza).text).toBe('<message to="a@b" id="1"><body><b>xy\ufffdz\tn\n</b></body></message>');
});

test("any text is sent as well-formed XML", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const parser = new SaxesParser({ xmlns: true });
      parser.on("error", (error) => {
        throw error;
      });
      parser.write(serialize(xml("message", { id: text }, xml("body", {}, text))).text).close();
    }),
  );
});

test.each(["", " ", "@", "a@b@c", "room@rooms.example.org/", "a\u0007@b"])("nothing is sent to %j", (to) => {
  expect(() => serialize(xml("message", { to }))).toThrow(UnsendableError);
});

test.each(["a b", "<", "1a", ""])("no element is named %j", (name) => {
  expect(() => serialize(xml("message", {}, xml(name)))).toThrow(UnsendableError);
});

test("a stanza larger than the server takes is refused with its size", () => {
  const stanza = xml("message", {}, xml("body", {}, "ä".repeat(100)));
  expect(() => serialize(stanza, 200)).toThrow(
    "a message of 232 bytes is larger than the 200 that the server takes",
  );
  expect(serialize(stanza, 232)).toMatchObject({ bytes: 232, text: expect.stringContaining("ä") });
});

test("a stanza whose address cannot be read is not acceptable", () => {
  expect(isAcceptable(element(`<message from="@"/>`))).toBe(false);
  expect(isAcceptable(element(`<message from="a@b/c" to="d@e"/>`))).toBe(true);
  expect(isAcceptable(element(`<message/>`))).toBe(true);
});

test("an address is looked at however long it is", () => {
  expect(isAcceptable(element(`<message from="${"a@".repeat(100_000)}"/>`))).toBe(false);
  expect(isAcceptable(element(`<message from="${"a".repeat(1_000_000)}@example.org/x"/>`))).toBe(false);
});

test("legal text stays as it is", () => {
  expect(clean("Grüße, 世界 🙂\r\n")).toBe("Grüße, 世界 🙂\r\n");
});
