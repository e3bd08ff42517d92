import { expect, test } from "vitest";
import { contents, sections } from "../../src/newsletter/sections.ts";
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

/** The concepts of headings, which are written one below the other. */
function concepts(...headings: readonly string[]): readonly (string | undefined)[] {
  return sections(issueOf(headings.join("\n\n"))).map(({ concept }) => concept);
}

test("a section has a concept, whatever its level and language", () => {
  expect(concepts("# Veranstaltungen", "### Serveurs", "## Estável", "#### Licencia")).toEqual([
    "events",
    "servers",
    "stable",
    "licence",
  ]);
});

test("a section knows the concept of the news above it", () => {
  const found = sections(issueOf("## Events\n\n### Bridge day\n\n#### Talks\n\n##### Herons\n\n## Jobs\n"));
  expect(found.map(({ within }) => within)).toEqual([undefined, "events", "events", "talks", undefined]);
});

test("news below an introduction are no boilerplate, the rest below boilerplate is", () => {
  const found = sections(issueOf("# Intro\n\n## Heron day\n\n# Licence\n\n## Notes\n\n## Events\n"));
  expect(found.map(({ boilerplate }) => boilerplate)).toEqual([true, false, true, true, false]);
});

test("what a title says depends on whether it stands among XEPs", () => {
  expect(concepts("## Extensions", "### Proposed", "### Changes", "## Changes")).toEqual([
    "extensions",
    "proposed",
    "updated",
    undefined,
  ]);
});

test("an unknown section between two others is what usually stands there", () => {
  expect(concepts("## Clients", "## Håndtverk", "## Libraries")).toEqual(["clients", "servers", "libraries"]);
  expect(concepts("## XEPs", "### Foreslått", "### New", "### Utsatt", "### Updated")).toEqual([
    "extensions",
    "proposed",
    "new",
    "deferred",
    "updated",
  ]);
  expect(concepts("## Stable", "## Foreldet", "## Rejected")).toEqual(["stable", "deprecated", "rejected"]);
});

test.each([
  ["more than one may be meant", ["## Clients", "## Ett", "## To", "## Libraries"]],
  ["nothing is missing", ["## New", "## Ett", "## Deferred"]],
  ["it is the last", ["## Servers", "## Ett"]],
  ["it is a part", ["## Clients", "### Ett", "## Libraries"]],
])("an unknown section stays so where %s", (_, headings) => {
  expect(concepts(...headings)).toContain(undefined);
});

test.each([
  ["fiscal-hosting", "See [a](https://opencollective.com/xmpp) and [b](https://opencollective.com/heron)"],
  ["gsoc", "[a](https://summerofcode.withgoogle.com/organizations/heron)"],
  ["licence", "[a](https://creativecommons.org/licenses/by-sa/4.0/)"],
  ["spread", "- [a](https://fosstodon.org/@xmpp/)\n- [b](https://www.reddit.com/r/xmpp/)"],
  ["unsubscribe", "[a](mailto:newsletter-leave@xmpp.org)"],
  ["proposed", "- [Herons](/extensions/inbox/herons.html)"],
])("links tell a section whose title is not known: %s", (concept, text) => {
  expect(concepts("## Events", `## Ukjent\n\n${text}`)).toEqual(["events", concept]);
});

test("a section is told by its first part", () => {
  expect(concepts("## Ett", "### Servers", "## To", "### Deferred", "## Tre", "### XSF membership")).toEqual([
    "software",
    "servers",
    "extensions",
    "deferred",
    "announcements",
    "membership",
  ]);
});

test("the first heading may be the title of the issue", () => {
  expect(concepts("# The 50th newsletter!", "# Events", "# Our newsletter moves")).toEqual([
    "introduction",
    "events",
    undefined,
  ]);
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
