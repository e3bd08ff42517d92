import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { items } from "../../../src/newsletter/items.ts";
import { walk } from "../../../src/newsletter/markdown.ts";
import { issueOf } from "../issues.ts";

const titles = (body: string): readonly string[] => items(issueOf(body)).map(({ title }) => title);

describe("a paragraph before a list", () => {
  test("is an item when it says more, with a link, than that a list follows", () => {
    expect(
      titles("## GSoC\n\nWe [take part](/t) again. These are the ideas:\n\n- [A](/a)\n- [B](/b)\n"),
    ).toEqual(["We take part again", "A", "B"]);
  });

  test("is an item when it names a version", () => {
    expect(titles("## Servers\n\nHeron 2.0 is out.\n\n- [Reed 1.0](/r)\n")).toEqual([
      "Heron 2.0 is out",
      "Reed 1.0",
    ]);
  });
});

describe("a heading is the news", () => {
  test("below a kind of software", () => {
    const body = "## Software\n\n### Clients\n\n#### Heron 2.0\n\n[It](/h) is out.\n\nIt has [nets](/n).\n";
    expect(titles(body)).toEqual(["Heron 2.0"]);
  });

  test("above a quote", () => {
    expect(titles("## XSF Announcements\n\n### New seat\n\n> I [sit](/s).\n\nShe sits.\n")).toEqual([
      "New seat",
    ]);
  });

  test("with the number of a XEP, of which the words below need not have any", () => {
    const found = items(
      issueOf("### Last Call\n\n#### XEP-0009: Nets\n\nHerons and nets.\n\nUntil Monday.\n"),
    );
    expect(found).toMatchObject([{ title: "XEP-0009: Nets", concept: "last-call", xeps: [9] }]);
  });
});

test("what follows boilerplate that is named in bold is no item", () => {
  expect(
    titles(
      "**Servers**\n\n- [A](https://a.example/)\n\n**License**\n\nIt is [free](https://free.example/), as herons are.\n",
    ),
  ).toEqual(["A"]);
});

test("every link of a news section is in one item, and the blocks of the items are in the order of the text", () => {
  const link = fc.nat(99).map((number) => `[heron ${number}](https://heron.example/${number})`);
  const sentence = link.map((text) => `The ${text} swims`);
  const block = fc.oneof(
    fc
      .array(sentence, { minLength: 1, maxLength: 3 })
      .map((all) => all.map((each) => `- ${each}\n`).join("")),
    fc.tuple(sentence, link).map(([text, more]) => `- ${text}\n\n  see ${more}\n  - and ${more}\n`),
    fc.tuple(sentence, sentence).map(([one, two]) => `${one}. ${two}:\n\n- ${one}\n`),
    link.map((text) => `${text} has these:\n\n- ${text}\n`),
    sentence.map((text) => `${text}.\n`),
    sentence.map((text) => `> ${text}\n`),
    sentence.map((text) => `| a |\n| - |\n| ${text} |\n`),
    sentence.map((text) => `**${text}**\n`),
    fc.constantFrom("![a](/a.png)\n", "A remark.\n", "<!-- -->\n", "* * *\n", "```\ncode\n```\n"),
  );
  const section = fc.constantFrom(
    "## Events",
    "## XSF Announcements",
    "### Heron day",
    "## Reeds",
    "### Servers",
    "#### Heron 2.0",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof({ weight: 3, arbitrary: block }, section), { maxLength: 15 }), (blocks) => {
      const issue = issueOf(`## Articles\n\n${blocks.join("\n")}`);
      const nodes = items(issue).flatMap((item) => item.nodes);
      const linksOf = (from: typeof nodes): readonly (number | undefined)[] =>
        from
          .flatMap((node) => [...walk(node)])
          .filter(({ type }) => type === "link")
          .map(({ position }) => position?.start.offset);
      expect(linksOf(nodes)).toEqual(linksOf(issue.tree.children));
    }),
    { numRuns: 500 },
  );
});
