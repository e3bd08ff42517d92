import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseIssue } from "../../src/newsletter/issue.ts";
import { items, type NewsItem } from "../../src/newsletter/items.ts";
import { plainText } from "../../src/newsletter/markdown.ts";
import { fixture, issueOf } from "./issues.ts";

const list = (body: string): readonly NewsItem[] => items(issueOf(body));
const titles = (body: string): readonly string[] => list(body).map(({ title }) => title);
const types = (body: string): readonly string[] =>
  list(body).map(({ nodes }) => nodes.map(({ type }) => type).join(" "));

test("an item has its place, its link, its XEPs and its blocks", () => {
  const body =
    "## Events\n\n- [Heron day](https://heron.example/day) needs XEP-0045\n  - and [XEP-0313](/extensions/xep-0313.html)\n";
  const [item] = list(body);
  expect(item).toMatchObject({
    title: "Heron day needs XEP-0045",
    concept: "events",
    section: { title: "Events" },
    line: 7,
    link: "https://heron.example/day",
    xeps: [45, 313],
    nodes: [{ type: "paragraph" }, { type: "list" }],
  });
});

test("a reference link is the link of an item as well", () => {
  expect(list("## Events\n\n- [Heron day][h]\n\n[h]: https://heron.example/\n")[0]?.link).toBe(
    "https://heron.example/",
  );
});

test("the items of an issue, without boilerplate, leads and empty sections", () => {
  expect(items(fixture("2031-04-05-gazette.md")).map(({ id, title }) => [id, title])).toEqual([
    ["2031-04-05-gazette-announcements-calendar-march", "Reed beds"],
    ["2031-04-05-gazette-events-bridge-example-map", "First meeting at the bridge"],
    ["2031-04-05-gazette-events-second-meeting", "Second meeting"],
    ["2031-04-05-gazette-events-third-meeting-see-presence", "Third meeting, see <presence/>"],
    ["2031-04-05-gazette-clients-heron-2-0", "Heron 2.0 draws better nets"],
    ["2031-04-05-gazette-updated-xep-0313-1-2", "Version 1.2 of XEP-0313 (Message Archive Management)"],
  ]);
});

describe("lists", () => {
  test("every item of a top-level list is one, with its nested list", () => {
    expect(types("## Clients\n\n- [A](/a)\n  - b\n- [C](/c)\n")).toEqual(["paragraph list", "paragraph"]);
  });

  test("a figure after an item belongs to it, also where it divides the list", () => {
    const body =
      '## Clients\n\n- [A](/a)\n\n{{< figure src="/a.png" caption="Its *net*" >}}\n\n- [B](/b)\n  ![b](/b.png)\n';
    expect(titles(body)).toEqual(["A", "B b"]);
    expect(types(body)).toEqual(["paragraph paragraph paragraph", "paragraph"]);
  });

  test("all that a shortcode prints belongs to the item before", () => {
    const body =
      '## Clients\n\n- [A](/a)\n\n{{< figure src="/a.png" title="Net" caption="of [A](/a)" attr="Ada" attrlink="/ada" >}}\n\n{{< video src="/a.mp4" caption="A" >}}\n\n- [B](/b)\n';
    expect(titles(body)).toEqual(["A", "B"]);
    expect(list(body)[0]?.nodes.length).toBe(6);
  });

  test("a deeper list after a figure goes on with the item before", () => {
    expect(
      types("## Clients\n\n- [A](/a)\n\n![a](/a.png)\n\n  - more of [it](/more)\n\n- [B](/b)\n"),
    ).toEqual(["paragraph paragraph list", "paragraph"]);
  });

  test("a paragraph that leads to a list is no item", () => {
    expect(titles("## Servers\n\nThe herons have released:\n\n- [A](/a)\n- [B](/b)\n")).toEqual(["A", "B"]);
    expect(titles("## Events\n\nThese are the dates of the year\n\n- [A](/a)\n")).toEqual(["A"]);
  });

  test("a paragraph that begins with a link has the list after it", () => {
    const body =
      "## GSoC\n\n[Ada](/ada) draws nets. Her posts:\n\n- [One](/1)\n- [Two](/2)\n\n[Bo](/bo) swims.\n";
    expect(titles(body)).toEqual(["Ada draws nets", "Bo swims"]);
    expect(types(body)).toEqual(["paragraph list", "paragraph"]);
  });
});

describe("paragraphs", () => {
  test("each is an item, with the picture after it", () => {
    expect(types("## Articles\n\n[A](/a) is\nhard-wrapped.\n\n![a](/a.png)\n\n[B](/b) is not.\n")).toEqual([
      "paragraph paragraph",
      "paragraph",
    ]);
  });

  test("a short remark belongs to the item before, and introduces nothing where it comes first", () => {
    expect(types("## Events\n\nSpring is here.\n\nOn [Monday](/m) we swim.\n\nBring a net.\n")).toEqual([
      "paragraph paragraph",
    ]);
  });

  test("code, quotes and tables belong to the item before", () => {
    expect(types("## Servers\n\n[A](/a) is out.\n\n```\nmake\n```\n\n> good\n")).toEqual([
      "paragraph code blockquote",
    ]);
  });

  test("a picture above the only item belongs to it", () => {
    expect(types("## Talks\n\n![a](/a.png)\n\n[A](/a) spoke.\n")).toEqual(["paragraph paragraph"]);
    expect(types("## Talks\n\n![a](/a.png)\n\n- [A](/a)\n- [B](/b)\n")).toEqual(["paragraph", "paragraph"]);
  });
});

describe("headings that are the news", () => {
  test("below the announcements, all that follows is one item", () => {
    const body = "## XSF Announcements\n\n### Heron Summit 28\n\nIt is [near](/n).\n\nWe swim.\n\n- Monday\n";
    expect(list(body)).toMatchObject([{ title: "Heron Summit 28", concept: "announcements", link: "/n" }]);
  });

  test("with nothing but a list, its items are the news", () => {
    expect(titles("## XSF Announcements\n\n### Herons\n\nSee also:\n\n- [A](/a)\n- [B](/b)\n")).toEqual([
      "A",
      "B",
    ]);
  });

  test("a membership has the title of its heading", () => {
    expect(list("## XSF membership\n\nApply [now](/now).\n")).toMatchObject([
      { title: "XSF membership", concept: "membership" },
    ]);
  });

  test("a kind of software without a known name has items", () => {
    expect(titles("## Software\n\n### Nets\n\n[A](/a) is out.\n\n[B](/b) is out.\n")).toEqual([
      "A is out",
      "B is out",
    ]);
  });
});

describe("XEPs", () => {
  test("explanations of the process are no items", () => {
    const body =
      "## Extensions\n\nAll is said in [XEP-0001](/extensions/xep-0001.html).\n\nSee [RFCs](/rfcs/).\n\n### Last Call\n\nThe Council asks for comments.\n\n- XEP-0009 (Nets)\n";
    expect(titles(body)).toEqual(["XEP-0009 (Nets)"]);
  });

  test("an announcement of several paragraphs is one item", () => {
    const body =
      "### Last Call\n\nTitle: Nets\n\nAbstract: Herons and\nnets.\n\nURL: https://x.example/extensions/xep-0009.html\n\nTitle: Reeds\n\nURL: https://x.example/extensions/xep-0010.html\n";
    expect(list(body)).toMatchObject([
      { title: "Nets", xeps: [9] },
      { title: "Reeds", xeps: [10] },
    ]);
  });

  test("a paragraph may name a XEP, with what is said of it below", () => {
    const body = "### New\n\nXEP-0009: Nets\n\nAbstract: Herons and nets.\n\nXEP-0010: Reeds\n";
    expect(list(body)).toMatchObject([
      { title: "XEP-0009: Nets", nodes: [{}, {}] },
      { title: "XEP-0010: Reeds", nodes: [{}] },
    ]);
  });

  test("a line in bold may name the state of what follows", () => {
    const body =
      "### Updated XEPs\n\n**ProtoXEP**\n\n- [Nets](/extensions/inbox/nets.html)\n\n**Draft**\n\n- XEP-0009\n";
    expect(list(body).map(({ concept }) => concept)).toEqual(["proposed", "stable"]);
  });

  test("any other line in bold begins an item", () => {
    expect(types("## Articles\n\n**Herons!**\n\nThey [came](/c).\n")).toEqual(["paragraph paragraph"]);
  });

  test.each([
    "There are no XEPs to defer in May.",
    "Im Mai gibt es hier keine XEPs.",
    "En mayo no tenemos XEPs aquí.",
    "En mai, il n’y a rien ici.",
    "A maggio qui non c’è nulla.",
    "Em maio não temos XEPs aqui.",
    "Ikke noe denne måneden.",
    "N/A",
  ])("%j is no item", (notice) => {
    expect(list(`### Deferred\n\n- ${notice}\n`)).toEqual([]);
    expect(list(`### Deferred\n\n${notice}\n`)).toEqual([]);
  });

  test("a XEP that is no more is one", () => {
    expect(titles("### Deferred\n\n- XEP-0009 is no longer worked on\n")).toEqual([
      "XEP-0009 is no longer worked on",
    ]);
  });
});

test("where there is nothing new elsewhere, there is no item", () => {
  expect(
    list("## Articles\n\nNobody wrote and nothing came.\n\n## Server\n\n- Leider nichts Neues\n"),
  ).toEqual([]);
  expect(titles("## Articles\n\n- [No herons](/a) came to us\n")).toEqual(["No herons came to us"]);
});

describe("before the first heading", () => {
  test("greetings are no items", () => {
    expect(
      list("Welcome to the [gazette](https://gazette.example/)!\n\n## Events\n\n- [A](/a)\n"),
    ).toHaveLength(1);
    expect(
      list("Read [more](https://gazette.example/more) of 1.2.\n\n## Events\n\n- [A](/a)\n"),
    ).toHaveLength(1);
  });

  test("what names a XEP is one, and what has a link where no heading divides the news", () => {
    expect(list("We use XEP-0045.\n\n## Events\n\n- [A](/a)\n")).toMatchObject([
      { section: undefined, xeps: [45] },
      {},
    ]);
    expect(
      titles("Bienvenue [ici](https://a.example/) !\n\n[Herons](https://b.example/) came.\n\nBye.\n"),
    ).toEqual(["Herons came"]);
  });
});

test("any Markdown has items with titles, and ids of their own", () => {
  const part = fc.constantFrom(
    ..."## Events\n\n~### Updated\n\n~# New~## Announcements\n\n### A\n\n~- ~  - ~\n~\n\n~[a](/a)~![a](/b)~**Draft**~XEP-0313~No ~Title: a~: ~> ~| a |\n|---|\n~<b>~word word. Word~😀~é~\u0008~* * *\n~[^a]~[^a]: ~`".split(
      "~",
    ),
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof({ weight: 6, arbitrary: part }, fc.string({ unit: "binary" })), { maxLength: 40 }),
      (parts) => {
        const found = items(
          parseIssue(
            "2031-04-05-a.md",
            `---\ntitle: T\ndate: 2031-04-06\n---\n${parts.join("").replaceAll("\0", "")}`,
          ),
        );
        for (const { id, title, nodes } of found) {
          expect(id).toMatch(/^2031-04-05-a-[a-z0-9]+(?:-[a-z0-9]+)+$/);
          expect(title).toMatch(/^\S.{0,99}$/su);
          expect(title.isWellFormed()).toBe(true);
          expect(nodes.length).toBeGreaterThan(0);
        }
        expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
      },
    ),
    { numRuns: 300 },
  );
});

test("no word of a news section with a list is in two items", () => {
  const body = "## Clients\n\n- [A](/a) one\n\n  two\n  - three\n- [B](/b) four\n";
  const words = list(body).flatMap(({ nodes }) => nodes.flatMap((node) => plainText(node).split(" ")));
  expect(words).toEqual(["A", "one", "two", "three", "B", "four"]);
});

test.each([
  ["many items", `## Events\n\n${"- [b](https://b.example)\n".repeat(9_000)}`],
  ["many paragraphs", `## Events\n\n${"[a](/a) b c.\n\n".repeat(8_000)}`],
  ["a long item", `## Events\n\n- ${"a b. ".repeat(20_000)}`],
  ["many headings", Array.from({ length: 4_000 }, (_, n) => `# serv${n.toString(36)}ers\n\n`).join("")],
  ["many links", `## Events\n\n- ${"[a](b). ".repeat(5_000)}`],
])("%s: in time", (_, body) => {
  const start = performance.now();
  expect(Array.isArray(list(body))).toBe(true);
  expect(performance.now() - start).toBeLessThan(6_000);
});
