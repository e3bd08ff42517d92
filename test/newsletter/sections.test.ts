import { expect, test } from "vitest";
import { contents, sections } from "../../src/newsletter/sections.ts";
import { roleOf } from "../../src/newsletter/section-names.ts";
import { fixture, issueOf } from "./issues.ts";

test("a section has its title, place, parent and nodes", () => {
  const issue = issueOf("before\n\n## A *b*\n\none\n\n### C\n\n## D\n");
  expect(sections(issue)).toMatchObject([
    { title: "A b", level: 2, anchor: "a-b", line: 7, parent: undefined, nodes: [{ type: "paragraph" }] },
    { title: "C", level: 3, anchor: "c", line: 11, parent: "A b", nodes: [] },
    { title: "D", level: 2, anchor: "d", line: 13, parent: undefined, nodes: [] },
  ]);
});

test.each([
  ["Help us to build", "help-us-to-build"],
  ["Contributors & Translations", "contributors--translations"],
  ["Aidez-nous à l’écrire !", "aidez-nous-à-lécrire-"],
  ["snake_case 2.0", "snake_case-20"],
  ["!?", "heading"],
  ["Own {#my-id}", "my-id"],
])("the anchor of %j is %s", (title, anchor) => {
  expect(sections(issueOf(`## ${title}`))[0]?.anchor).toBe(anchor);
});

test("the same title again gets a number", () => {
  const found = sections(issueOf("# A\n# A\n# A-1\n# A\n"));
  expect(found.map(({ anchor }) => anchor)).toEqual(["a", "a-1", "a-1-1", "a-2"]);
});

test("what is below boilerplate is boilerplate", () => {
  const found = sections(fixture("2031-04-05-gazette.md")).filter(({ boilerplate }) => boilerplate);
  expect(found.map(({ title }) => title)).toEqual([
    "Spread the news!",
    "Help us to build the gazette",
    "Licence notes",
  ]);
});

test.each([
  ["Lizenz", "boilerplate"],
  ["¡Gracias a todos!", "boilerplate"],
  ["Den Newsletter de-abonnieren", "boilerplate"],
  ["Traduções do boletim", "boilerplate"],
  ["Collaboratori della newsletter e traduzioni", "boilerplate"],
  ["Événements XMPP", "top"],
  ["Erweiterumgen und Spezifikationen", "top"],
  ["Notícias de Software XMPP", "top"],
  ["Еvents", "top"],
  ["Serveurs", "part"],
  ["Last Call (Letzter Aufruf)", "part"],
  ["Google Summer of Code", undefined],
  ["Publish-Subscribe is twenty", undefined],
])("the role of %j is %s", (title, role) => {
  expect(roleOf(title)).toBe(role);
});

test("the contents are the news sections, without parts, boilerplate and empty ones", () => {
  expect(contents(fixture("2031-04-05-gazette.md"))).toEqual([
    "XSF Announcements",
    "Events",
    "Software news",
    "Extensions and specifications",
  ]);
});

test("contents do not depend on the level of the sections", () => {
  const body =
    "### Bridge fund\n\na\n\n# Events\n\nb\n\n# Articles\n\nc\n\n## One\n\nd\n\n# Empty\n\n# License\n\ne\n";
  expect(contents(issueOf(body))).toEqual(["Bridge fund", "Events", "Articles"]);
});

test("parts that stand beside their section are not listed", () => {
  expect(contents(issueOf("## Software news\n\na\n\n## Servers\n\nb\n\n## Jobs\n\nc\n"))).toEqual([
    "Software news",
    "Jobs",
  ]);
});

test("a single h1 swallows nothing", () => {
  const found = sections(issueOf("# The fiftieth\n\na\n\n## Events\n\nb\n"));
  expect(found.map(({ parent }) => parent)).toEqual([undefined, undefined]);
});
