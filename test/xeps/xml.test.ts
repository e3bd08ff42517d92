/** The strict reader of small XML documents. */

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseXml, XmlError } from "../../src/xeps/xml.ts";
import { thrownBy } from "./thrown.ts";

test("elements, attributes and text are read, references resolved and CDATA taken as it is", () => {
  const root = parseXml(`<a b="1 &lt; 2" c='"'>x &amp; &#65;&#x1F600;<d/><![CDATA[<e> &amp;]]></a>`);
  expect(root.name).toBe("a");
  expect(Object.fromEntries(root.attributes)).toEqual({ b: "1 < 2", c: '"' });
  expect(root.text).toBe("x & A😀<e> &amp;");
  expect(root.children.map(({ name }) => name)).toEqual(["d"]);
});

test("a declaration, comments, instructions and a byte order mark are passed over", () => {
  const xml = `\ufeff<?xml version="1.0"?><!-- <b> --><?style x?><a><!-- y --></a><!-- z -->\n`;
  expect(parseXml(xml)).toEqual({ name: "a", attributes: new Map(), children: [], text: "" });
});

test.each([
  ["nothing", "", /not one XML element/u],
  ["text", "hello", /not one XML element/u],
  ["two roots", "<a/><b/>", /not one XML element/u],
  ["text after the root", "<a/>b", /not one XML element/u],
  ["an unclosed element", "<a><b></b>", /ends before <a> is closed/u],
  ["an end tag that closes nothing", "<a>\n</b></a>", /<\/b> that closes nothing in line 2/u],
  ["an end tag before any element", "</a>", /closes nothing/u],
  ["a document type", "<!DOCTYPE a><a/>", /DOCTYPE/u],
  ["an unknown entity", "<a>&nbsp;</a>", /unknown entity/u],
  ["a bare ampersand", "<a>a & b</a>", /bare "&"/u],
  ["a reference to no character", "<a>&#0;</a>", /characters that XML forbids/u],
  ["a reference beyond Unicode", "<a>&#9999999;</a>", /unknown entity/u],
  ["half a surrogate pair", "<a>&#xD800;</a>", /characters that XML forbids/u],
  ["a control character", "<a>\u0001</a>", /characters that XML forbids/u],
  ["an attribute twice", `<a b="" b=""/>`, /attribute twice/u],
  ["an attribute without quotes", "<a b=c/>", /malformed tag/u],
  ["an unclosed quote", `<a b="c>`, /malformed tag/u],
  ["an unclosed comment", "<a><!-- ", /ends before a "-->"/u],
  ["an unclosed CDATA section", "<a><![CDATA[", /ends before a "\]\]>"/u],
  ["a depth of a thousand", "<a>".repeat(1000), /nested more than 16 deep/u],
])("%s is refused", (_, xml, reason) => {
  expect(() => parseXml(xml)).toThrow(XmlError);
  expect(() => parseXml(xml)).toThrow(reason);
});

test("no text makes it fail in another way", () => {
  const pieces = fc.constantFrom(
    "<a>",
    "</a>",
    "<a b='",
    "'",
    ">",
    "&amp;",
    "&",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "x",
  );
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(pieces).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(texts, (xml) => {
      const error = thrownBy(() => parseXml(xml));
      expect(error === undefined || error instanceof XmlError).toBe(true);
    }),
  );
});

test("what is never closed takes no more than linear time", () => {
  const long = "x".repeat(2_000_000);
  for (const start of ["", "<a>", `<a b="`, "<!-- ", "<![CDATA[", "<", "<?", "<a ", "</a"]) {
    const begin = performance.now();
    expect(() => parseXml(start + long)).toThrow(XmlError);
    expect(performance.now() - begin).toBeLessThan(1500);
  }
});
