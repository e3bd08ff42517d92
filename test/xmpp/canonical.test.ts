/** XML as a value. */

import fc from "fast-check";
import { parse } from "ltx";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { canonical } from "../../src/xmpp/canonical.ts";
import { clean } from "../../src/xmpp/guard.ts";
import { xml } from "../../src/xmpp/stanza.ts";
import { element } from "../support/conversation.ts";

test.each([
  ["the order of attributes", `<a xmlns="urn:a" b="1" c="2"/>`, `<a c="2" b="1" xmlns="urn:a"/>`],
  ["prefixes", `<x:a xmlns:x="urn:a"><x:b/></x:a>`, `<a xmlns="urn:a"><b/></a>`],
  [
    "a namespace that is declared again",
    `<a xmlns="urn:a"><b xmlns="urn:a"/></a>`,
    `<a xmlns="urn:a"><b/></a>`,
  ],
  ["line ends", `<a xmlns="urn:a">1\r\n2\r3</a>`, `<a xmlns="urn:a">1\n2\n3</a>`],
  ["white space in attributes", `<a xmlns="urn:a" t="1\n2\t3"/>`, `<a xmlns="urn:a" t="1 2 3"/>`],
  ["how signs are escaped", `<a xmlns="urn:a">&#x41;&apos;</a>`, `<a xmlns="urn:a">A'</a>`],
])("two elements are the same whatever %s", (_, one, other) => {
  expect(canonical(parse(one))).toBe(canonical(parse(other)));
});

test.each([
  [`<a xmlns="urn:a">x</a>`, `<a xmlns="urn:b">x</a>`],
  [`<a xmlns="urn:a">x y</a>`, `<a xmlns="urn:a">x  y</a>`],
  [`<a xmlns="urn:a" b="1"/>`, `<a xmlns="urn:a" b="2"/>`],
])("%s is not %s", (one, other) => {
  expect(canonical(element(one))).not.toBe(canonical(element(other)));
});

test("what was written is read as the same", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (attribute, inside) => {
      const written = canonical(xml("a", { xmlns: "urn:a", t: attribute }, xml("b", {}, inside)));
      expect(canonical(parse(written))).toBe(written);
    }),
  );
});

test("an element nested 100,000 times does not overflow the stack", () => {
  const deep = parse(`${"<a>".repeat(100_000)}${"</a>".repeat(100_000)}`);
  expect(canonical(deep).length).toBeLessThan(2000);
});

test("whatever the names and the values are, the text is well-formed", () => {
  const name = fc.oneof(fc.constantFrom("a", "b:c", "xml:d", "e:f:g", "xml:h:i", 'j"', "<", ""), fc.string());
  const value = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(name, name, value, value, (inside, attribute, text, namespace) => {
      const made = xml("p", { xmlns: "urn:a" }, xml(inside, { [attribute]: text, xmlns: namespace }, text));
      const parser = new SaxesParser({ xmlns: true });
      parser.on("error", (error) => {
        throw error;
      });
      parser.write(clean(canonical(made))).close();
    }),
  );
});
