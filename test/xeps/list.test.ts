/** The published list of XEPs, sound and broken. */

import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LONGEST_LIST, parseList } from "../../src/xeps/list.ts";
import { type Xep, XepListError } from "../../src/xeps/xep.ts";
import { thrownBy } from "./thrown.ts";
import { xepOf } from "./xeps.ts";

const xml = readFileSync(new URL("../fixtures/xeplist.xml", import.meta.url), "utf8");

/** The fixture with something else in place of a part of it. */
function changed(from: string, to: string): string {
  expect(xml).toContain(from);
  return xml.replace(from, to);
}

test("the list becomes XEPs by number, with Draft as Stable, text on one line and the newest Last Call", () => {
  expect(parseList(xml)).toEqual<Xep[]>([
    {
      number: 3,
      title: "Hot Water",
      shortName: undefined,
      status: "Obsolete",
      type: "Historical",
      version: "0.1.0-rc.1",
      date: "2003-11-05",
      supersededBy: [12, 400],
      lastCall: undefined,
    },
    {
      number: 12,
      title: "Tea & Biscuits",
      shortName: "tea",
      status: "Stable",
      type: "Standards Track",
      version: "1.2.0",
      date: "2024-02-29",
      supersededBy: [],
      lastCall: "2024-02-01",
    },
  ]);
});

describe("a broken list is refused with a sentence", () => {
  test.each([
    ["nothing", "", /it is empty/u],
    ["blanks", " \n ", /it is empty/u],
    ["an error page", "<!DOCTYPE html><html><body>502</body></html>", /it is an HTML page/u],
    ["an error page without a document type", "\n<html><br></html>", /it is an HTML page/u],
    ["a document type", `<!DOCTYPE x [<!ENTITY a "b">]>${xml}`, /DOCTYPE/u],
    ["another document", "<feed/>", /begins with <feed>/u],
    ["text", "service unavailable", /not one XML element/u],
    ["half a list", xml.slice(0, xml.length / 2), /ends before/u],
    ["a list of nothing", "<xep-infos/>", /no XEP in it/u],
    ["a list of proposals", xml.replaceAll(`"true"`, `"false"`), /no XEP in it/u],
    ["a number twice", changed("<number>12<", "<number>3<"), /XEP-0003 is in it twice/u],
    ["a number that is none", changed("<number>12<", "<number>twelve<"), /the number "twelve"/u],
    ["no number", changed("<number>12</number>", ""), /the number ""/u],
    ["the number zero", changed("<number>12<", "<number>0<"), /the number "0"/u],
    ["no title", changed("Tea &amp; Biscuits", " "), /XEP-0012 has no <title>/u],
    [
      "an endless title",
      changed("Tea &amp; Biscuits", "x".repeat(501)),
      /the <title> of XEP-0012 is too long/u,
    ],
    ["no version", changed("<version>1.2.0</version>", ""), /XEP-0012 has no <version>/u],
    [
      "no revision",
      changed("last-revision><date>2024", "x><date>2024").replace("</last-revision>", "</x>"),
      /<date>/u,
    ],
    ["a day that never was", changed("2024-02-29", "2023-02-29"), /XEP-0012 has the date "2023-02-29"/u],
    ["more than the limit", xml + " ".repeat(LONGEST_LIST), /longer than/u],
  ])("%s", (_, broken, reason) => {
    expect(() => parseList(broken)).toThrow(XepListError);
    expect(() => parseList(broken)).toThrow(reason);
  });
});

test("a list that lacks more than a tenth of what is known is refused", () => {
  const known = [3, 12, 20].map((number) => xepOf({ number }));
  expect(() => parseList(xml, known)).toThrow(/lacks 1 of the 3 XEPs that are known/u);
});

test("what is known and missing from an otherwise complete list is kept", () => {
  const entry = /<xep accepted="true">\s*<number>12<.*?<\/xep>/su.exec(xml)?.[0] ?? "";
  const numbers = Array.from({ length: 20 }, (_, index) => index + 100);
  const list = numbers.map((number) => entry.replace(">12<", `>${number}<`)).join("");
  const known = [...numbers, 7].map((number) => xepOf({ number, title: "Old" }));
  const titles = parseList(`<xep-infos>${list}</xep-infos>`, known).map(
    ({ number, title }) => `${number} ${title}`,
  );
  expect(titles).toEqual(["7 Old", ...numbers.map((number) => `${number} Tea & Biscuits`)]);
});

test("no damage to the list makes it fail in another way, or lose what is known", () => {
  const known = parseList(xml);
  const cut = fc.record({ at: fc.nat(xml.length), length: fc.nat(80), text: fc.string({ maxLength: 20 }) });
  fc.assert(
    fc.property(cut, ({ at, length, text }) => {
      let numbers: number[] = [];
      const error = thrownBy(() => {
        const damaged = xml.slice(0, at) + text + xml.slice(at + length);
        numbers = parseList(damaged, known).map(({ number }) => number);
      });
      expect(error instanceof XepListError || (numbers.includes(3) && numbers.includes(12))).toBe(true);
    }),
  );
});
