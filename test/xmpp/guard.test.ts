/** RFC 6120: what may go out on a stream, and what may come in. */

import fc from "fast-check";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import {
  clean,
  isAcceptable,
  prepare,
  serialize,
  UnsendableError,
  verbatim,
  written,
} from "../../src/xmpp/guard.ts";
import { type Element, xml } from "../../src/xmpp/stanza.ts";
import { element } from "../support/conversation.ts";

test("what XML 1.0 forbids is taken out of text and attributes, at every depth", () => {
  const stanza = xml(
    "message",
    { to: "a@b", id: "1\u0000" },
    xml("body", {}, xml("b", {}, "x\u0008\ufffey\ud800z\tn\n")),
  );
  expect(serialize(stanza).text).toBe(
    '<message to="a@b" id="1"><body><b>xy\ufffdz\tn\n</b></body></message>',
  );
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

test("what was prepared goes out as it would have, with its size", () => {
  const payload = (): Element => xml("body", { n: 1 }, "ä < ö", xml("b", {}, "\u0000"));
  const prepared = payload();
  prepare(prepared);
  const [before, after] = [prepared, payload()].map((body) => serialize(xml("message", { to: "a@b" }, body)));
  expect(before).toEqual(after);
  expect(before?.bytes).toBe(Buffer.byteLength(before?.text ?? ""));
});

test("what was prepared beside other parts of a stanza, or in depth, goes out as it would have", () => {
  const prepared = xml("body", {}, "ä");
  prepare(prepared);
  expect(serialize(xml("message", {}, xml("a"), prepared)).text).toBe(
    "<message><a/><body>ä</body></message>",
  );
  expect(serialize(xml("message", {}, xml("a", {}, prepared))).text).toBe(
    "<message><a><body>ä</body></a></message>",
  );
});

test("an illegal name is found when a part is prepared", () => {
  expect(() => prepare(xml("body", {}, xml("a b")))).toThrow(UnsendableError);
});

test("what was prepared counts for the limit", () => {
  const body = xml("body", {}, "ä".repeat(100));
  prepare(body);
  expect(() => serialize(xml("message", {}, body), 231)).toThrow("a message of 232 bytes");
});

const INSIDE = '<p class="a&gt;b">Grüße &amp; <b>mehr</b></p>';
const XHTML = "http://www.w3.org/1999/xhtml";
const div = (): Element => verbatim("div", { xmlns: XHTML, title: "<" }, INSIDE);
const WHOLE = `<div xmlns="${XHTML}" title="&lt;">${INSIDE}</div>`;

test("content that is text already goes out as it is, in whatever it stands", () => {
  expect(serialize(div())).toEqual({ text: WHOLE, bytes: Buffer.byteLength(WHOLE) });
  expect(serialize(xml("content", { n: 1 }, div())).text).toBe(`<content n="1">${WHOLE}</content>`);
  expect(xml("content", {}, div()).toString()).toBe(`<content>${WHOLE}</content>`);
  expect(serialize(verbatim("div", {}, "")).text).toBe("<div/>");
});

test("whoever looks inside it finds elements", () => {
  const made = div();
  expect(made.is("div", XHTML)).toBe(true);
  const [p] = made.getChildElements();
  expect(p?.getNS()).toBe(XHTML);
  expect(p?.attrs["class"]).toBe("a>b");
  expect(p?.getChildText("b")).toBe("mehr");
});

test("a part that holds text is written as an element would be", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (value, text) => {
      expect(written("a", { value, none: undefined }, text)).toBe(serialize(xml("a", { value }, text)).text);
    }),
  );
  expect(() => written("a b", {})).toThrow(UnsendableError);
});
