/** The text of a XEP, sound and broken. */

import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDocument } from "../../src/xeps/document.ts";
import { XepListError } from "../../src/xeps/xep.ts";
import { thrownBy } from "./thrown.ts";

const xml = readFileSync(new URL("../fixtures/xep-0012.xml", import.meta.url), "utf8");
const REVISION = "<revision><version>1</version><date>2024-01-01</date></revision>";

/** A sound text with something in it. */
function withBody(body: string): string {
  return `<xep><header>${REVISION}</header>${body}</xep>`;
}

function remarkOf(remark: string): string | undefined {
  const revision = REVISION.replace("</date>", `</date><remark>${remark}</remark>`);
  return parseDocument(`<xep><header>${revision}</header></xep>`).revisions[0]?.remark;
}

test("a history is read with each remark on one line, and without what has no day", () => {
  expect(parseDocument(xml).revisions).toEqual([
    {
      version: "1.2.0",
      date: "2024-02-29",
      remark: "Biscuits, too, as RFC 2324 has them; The <iq/> of XEP-0030 — see RFC 6120, notallowed and CUP",
    },
    {
      version: "1.1",
      date: "2023-06-05",
      remark: "Fix Example #2 from </cup> to </tea> (thanks)",
    },
    { version: "1.0", date: "2022-01-01", remark: "Stable; Milk is optional" },
    { version: "0.1", date: "2021-01-01", remark: "" },
  ]);
});

test("sections are numbered as on the page, and have the anchor of the section around them where they have none", () => {
  expect(parseDocument(xml).sections).toEqual([
    { number: "1", title: "Introduction", anchor: "intro" },
    { number: "2", title: "Making Tea", anchor: "making" },
    { number: "2.1", title: "Hot <water/>", anchor: "making-water" },
    { number: "2.1.1", title: "Boiling", anchor: "making-water" },
    { number: "2.2", title: "Serving", anchor: "serving cup" },
    { number: "3", title: "Security", anchor: undefined },
  ]);
});

test("examples are counted through the whole text, with their captions", () => {
  expect(parseDocument(xml).examples).toEqual(["A client asks for tea", "", "Here & you are"]);
});

test("an entity of the document type is never what it says", () => {
  const type = `<!DOCTYPE xep [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;&a;">]>`;
  const body = withBody("").replace("</date>", "</date><remark>&a; &b; &BODY;</remark>");
  expect(parseDocument(type + body).revisions[0]?.remark).toBe("a b <body/>");
});

test("a remark without an end is kept as far as it is told", () => {
  expect(remarkOf("tea ".repeat(100_000))?.length).toBeLessThanOrEqual(1800);
  expect(remarkOf("<p>tea</p>".repeat(50_000))?.length).toBeLessThanOrEqual(1800);
});

test("no more than a thousand of anything are kept", () => {
  const { sections, examples } = parseDocument(withBody("<section1><example/></section1>".repeat(3000)));
  expect([sections.length, examples.length]).toEqual([1000, 1000]);
});

describe("a broken text is refused with a sentence", () => {
  test.each([
    ["nothing", "", /not one XML element/u],
    ["an error page", "<!DOCTYPE html><html><body>502</body></html>", /it begins with <html>/u],
    ["another document", "<feed/>", /it begins with <feed>/u],
    ["half a text", xml.slice(0, xml.length / 2), /it ends before/u],
    ["half a document type", xml.slice(0, 200), /it ends before a/u],
    ["a text without history", "<xep/>", /it has no revisions/u],
    ["a text as deep as the sea", `<xep>${"<p>".repeat(1000)}`, /nested more than 64 deep/u],
    ["a document type behind the beginning", "<xep><!DOCTYPE xep></xep>", /DOCTYPE/u],
  ])("%s", (_, broken, reason) => {
    expect(() => parseDocument(broken)).toThrow(XepListError);
    expect(() => parseDocument(broken)).toThrow(reason);
  });
});

test("no damage to a text makes it fail in another way", () => {
  const cut = fc.record({ at: fc.nat(xml.length), length: fc.nat(80), text: fc.string({ maxLength: 20 }) });
  fc.assert(
    fc.property(cut, ({ at, length, text }) => {
      const error = thrownBy(() => parseDocument(xml.slice(0, at) + text + xml.slice(at + length)));
      expect(error === undefined || error instanceof XepListError).toBe(true);
    }),
  );
});

test("what is hostile takes no more than linear time", () => {
  const long = 300_000;
  for (const text of [
    `<!DOCTYPE xep [${"<!--".repeat(long)}`,
    `<!DOCTYPE xep [${"'\"".repeat(long)}`,
    `<!DOCTYPE xep ${"[]".repeat(long)}`,
    withBody("&a;".repeat(long)),
    withBody("&".repeat(long)),
    `<xep><header><revision><remark>${"\n \n* ".repeat(long)}</remark></revision></header></xep>`,
    withBody(`<section1 topic="${" \n".repeat(long)}"/>`),
  ]) {
    const begin = performance.now();
    thrownBy(() => parseDocument(text));
    expect(performance.now() - begin).toBeLessThan(1500);
  }
});
