/** RFC 6120: what may go out on a stream, and what may come in. */

import fc from "fast-check";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { clean, isAcceptable, prepare, serialize, UnsendableError, verbatim } from "../../src/xmpp/guard.ts";
import { canonical } from "../../src/xmpp/canonical.ts";
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

const CANONICAL =
  '<div xmlns="http://www.w3.org/1999/xhtml"><p class="a&gt;b">Grüße &amp; <b>mehr</b></p></div>';

test("a canonical text goes out as it is, in whatever it stands", () => {
  expect(serialize(verbatim(CANONICAL)).text).toBe(CANONICAL);
  expect(serialize(xml("content", { type: "xhtml" }, verbatim(CANONICAL))).text).toBe(
    `<content type="xhtml">${CANONICAL}</content>`,
  );
  expect(xml("content", {}, verbatim(CANONICAL)).toString()).toBe(`<content>${CANONICAL}</content>`);
  expect(serialize(verbatim('<div xmlns="a"/>')).text).toBe('<div xmlns="a"/>');
});

test("whoever looks inside a canonical text finds its elements", () => {
  const div = verbatim(CANONICAL);
  expect(div.is("div", "http://www.w3.org/1999/xhtml")).toBe(true);
  const [p] = div.getChildElements();
  expect(p?.getNS()).toBe("http://www.w3.org/1999/xhtml");
  expect(p?.attrs["class"]).toBe("a>b");
  expect(p?.getChildText("b")).toBe("mehr");
  expect(canonical(div)).toBe(CANONICAL);
});

test("what XML forbids is taken out of a text that is not canonical after all", () => {
  expect(serialize(verbatim("<div>a\u0000\ud800b</div>")).text).toBe("<div>a\ufffdb</div>");
});
