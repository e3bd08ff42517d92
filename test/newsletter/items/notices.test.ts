import { describe, expect, test } from "vitest";
import { items } from "../../../src/newsletter/items.ts";
import { issueOf } from "../issues.ts";

const titles = (body: string): readonly string[] => items(issueOf(body)).map(({ title }) => title);

describe("among XEPs there is no item in", () => {
  test.each([
    "–",
    "_None._",
    "Keine [XEPs](https://xmpp.org/extensions/) wurden vertagt",
    "[No hay](https://xmpp.org/extensions/) XEPs aquí",
    "Aucune, comme le veut [XEP-0001](https://xmpp.org/extensions/xep-0001.html)",
  ])("%j", (notice) => {
    expect(titles(`### Deferred\n\n- ${notice}\n`)).toEqual([]);
    expect(titles(`### Deferred\n\n${notice}\n`)).toEqual([]);
  });

  test("the process, wherever it is described", () => {
    expect(titles("## XEPs\n\nThe [Council](/about/council/) decides, says [XEP-0001](/x).\n")).toEqual([]);
  });
});

describe("among XEPs there is an item in", () => {
  test.each([
    ["a proposal whose name says no", "[No Herons](/extensions/inbox/no-herons.html)"],
    ["a version without a number of a XEP", "Version 1.1 of Nets"],
    ["a link that is defined elsewhere", "[Nets][n]\n\n[n]: /extensions/xep-0009.html"],
    ["a version of the process", "Version 1.25.0 of [XEP-0001](/extensions/xep-0001.html)"],
  ])("%s", (_, text) => {
    expect(titles(`### New\n\n- ${text}\n`)).toHaveLength(1);
  });

  test("a paragraph with a version of the process", () => {
    expect(titles("### Updated\n\nVersion 1.25.0 of XEP-0001 is out.\n")).toEqual([
      "Version 1.25.0 of XEP-0001 is out",
    ]);
  });

  test("a paragraph that links to something else than the process", () => {
    expect(titles("### Stable\n\nHerons call this [Reed](https://heron.example/reed) now.\n")).toEqual([
      "Herons call this Reed now",
    ]);
  });
});

test("elsewhere a mark alone says that there is nothing", () => {
  expect(titles("## Servers\n\n- –\n")).toEqual([]);
});

test("the way to subscribe is no item", () => {
  expect(titles("## Articles\n\n[A](/a) is here.\n\n{{< newsletter-subscribe >}}\n")).toEqual(["A is here"]);
});
