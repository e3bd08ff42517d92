/** `render`: what it writes, what it prints, and what it says beside. */

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { main } from "../../src/cli.ts";
import { parseIssue } from "../../src/newsletter/issue.ts";
import { items } from "../../src/newsletter/items.ts";
import * as atom from "../../src/xmpp/atom.ts";
import { element } from "../support/conversation.ts";
import { issue, makeContent, type Content } from "../support/content.ts";

const FILE = "2024-05-05-newsletter.md";
const BODY = `## Servers

- Kestrel 2.0 is [out](/kestrel/), with *much* that is new.
- Plover 1.4.2 mends what [1.4.1](https://plover.example/) broke.
`;

let content: Content;
beforeEach(
  async () => void (content = await makeContent({ [FILE]: issue("News of May", "2024-05-05", BODY) })),
);
afterEach(() => content[Symbol.asyncDispose]());

async function run(...argv: readonly string[]) {
  let [out, err] = ["", ""];
  const status = await main(["render", ...argv], {
    out: (text) => (out += text),
    err: (text) => (err += text),
    isTTY: false,
    env: { NEWSSTAND_JID: "bot@example.net", NEWSSTAND_SITE: "https://news.example/" },
    signal: new AbortController().signal,
  });
  return { status, out, err };
}

const path = (...names: readonly string[]): string => join(content.folder, ...names);
const itemFiles = async (): Promise<string[]> => (await readdir(path("out", `${FILE}.items`))).toSorted();

test("the entry of each item is in a folder beside that of its issue, in a file of its item id", async () => {
  expect((await run(content.folder, "--out", path("out"))).status).toBe(0);
  const ids = items(parseIssue(FILE, issue("News of May", "2024-05-05", BODY))).map(({ id }) => id);
  expect(ids).toHaveLength(2);
  expect(await itemFiles()).toEqual(ids.map((id) => `${id}.xml`).toSorted());
  const text = await readFile(path("out", `${FILE}.items`, `${ids[0]}.xml`), "utf8");
  const entry = atom.fromElement(element(text.slice(text.indexOf("\n"))));
  expect(entry?.text).toBe("Kestrel 2.0 is [out](https://news.example/kestrel/), with *much* that is new.\n");
  expect(entry?.links[1]?.href).toBe(`xmpp:pubsub.example.net?;node=newsletter;item=${ids[0]}`);
});

test("items that are no more are removed, and nothing else", async () => {
  await run(content.folder, "--out", path("out"));
  const [first = "", ...others] = await itemFiles();
  await writeFile(path("out", `${FILE}.items`, "notes.txt"), "mine");
  await writeFile(path("out", `${FILE}.items`, "My Notes.xml"), "mine");
  await content.write(FILE, issue("News of May", "2024-05-05", BODY.replace(/^- Kestrel.*\n/mu, "")));
  await run(content.folder, "--out", path("out"));
  expect(others).toHaveLength(1);
  expect(await itemFiles()).toEqual([...others, "My Notes.xml", "notes.txt"]);
  expect(others).not.toContain(first);
  await content.remove(FILE);
  await content.write("2024-06-05-newsletter.md", issue("News of June", "2024-06-05", "Hello there.\n"));
  await run(content.folder, "--out", path("out"));
  expect(await itemFiles()).toEqual([...others, "My Notes.xml", "notes.txt"]);
  expect(await readdir(path("out"))).not.toContain("2024-06-05-newsletter.md.items");
});

test("what is beside the items in their folder stays, also under such a name; half of an item does not", async () => {
  await run(content.folder, "--out", path("out"));
  const written = await itemFiles();
  await writeFile(path("out", `${FILE}.items`, "notes.xml"), "mine");
  await writeFile(path("out", `${FILE}.items`, "2024-05-05-newsletter-servers-gone.xml.part"), "half");
  await run(content.folder, "--out", path("out"));
  expect(await itemFiles()).toEqual([...written, "notes.xml"]);
});

test("an entry links to the translations that are out, and to no others", async () => {
  await content.write("2024-05-05-newsletter.de.md", issue("Neues", "2024-05-06"));
  await content.write("2024-05-05-newsletter.fr.md", issue("Nouvelles", "2024-05-06\ndraft: true"));
  await content.write("2024-05-05-newsletter.it.md", issue("Notizie", "9024-05-06"));
  await run(content.folder, "--out", path("out"));
  const texts = [await readFile(path("out", `${FILE}.xml`), "utf8")];
  for (const format of ["xml", "html"]) texts.push((await run(path(FILE), "--format", format)).out);
  for (const text of texts) {
    expect([...text.matchAll(/hreflang="(\w+)"/gu)].map(([, language]) => language)).toEqual(["de"]);
  }
});

test("what cannot be written is named, with the reason", async () => {
  await expect(run(content.folder, "--out", path(FILE))).rejects.toThrow(
    `${path(FILE)} cannot be written: something else has this name.`,
  );
  await expect(run(content.folder, "--out", path(FILE, "out"))).rejects.toThrow(
    `${path(FILE, "out")} cannot be written: what should hold it is no folder.`,
  );
  await mkdir(path("out", `${FILE}.xml`), { recursive: true });
  await expect(run(content.folder, "--out", path("out"))).rejects.toThrow(
    `${path("out", `${FILE}.xml`)} cannot be written: a folder has this name.`,
  );
});

test("a file is printed as text, with its title", async () => {
  const { status, out, err } = await run(path(FILE));
  expect({ status, err }).toEqual({ status: 0, err: "" });
  expect(out).toBe(`News of May

Servers

- Kestrel 2.0 is out <https://news.example/kestrel/>, with much that is new.
- Plover 1.4.2 mends what 1.4.1 <https://plover.example/> broke.
`);
});

test("--format says how it is printed", async () => {
  const printed = async (format: string): Promise<string> => (await run(path(FILE), "--format", format)).out;
  expect(await printed("styling")).toContain(
    "*Servers*\n\n- Kestrel 2.0 is out <https://news.example/kestrel/>, with _much_",
  );
  expect(await printed("html")).toContain("<title>News of May</title>");
  await run(content.folder, "--out", path("out"));
  expect(await printed("xml")).toBe(await readFile(path("out", `${FILE}.xml`), "utf8"));
});

test("json is what is known of the issue, its sections and items", async () => {
  await content.write("2024-05-05-newsletter.de.md", issue("Neues", "2024-05-06", "Hallo.\n"));
  expect(JSON.parse((await run(path(FILE), "--format", "json")).out)).toMatchObject({
    file: FILE,
    id: "2024-05-05-newsletter",
    language: "en",
    title: "News of May",
    date: "2024-05-05T00:00:00.000Z",
    page: "https://news.example/2024/05/news-of-may/",
    standing: "out",
    summary: "Kestrel 2.0 is out, with much that is new.",
    translations: [{ language: "de", page: "https://news.example/de/2024/05/neues/" }],
    sections: [{ title: "Servers", level: 2, anchor: "servers", concept: "servers", boilerplate: false }],
    items: [
      { concept: "servers", section: "Servers", link: "https://news.example/kestrel/", xeps: [] },
      { links: ["https://plover.example/"] },
    ],
  });
});

test("a file and a place for its entry: only this issue is written", async () => {
  await content.write("2024-06-05-newsletter.md", issue("News of June", "2024-06-05"));
  await run(path(FILE), "--out", path("out"));
  expect(await readdir(path("out"))).toEqual([`${FILE}.items`, `${FILE}.xml`]);
});

test("it says which issues are not out, and renders them all the same", async () => {
  await content.write(FILE, issue("News of May", "2024-05-05\ndraft: true", BODY));
  const { status, out, err } = await run(path(FILE));
  expect({ status, err }).toEqual({ status: 0, err: `${FILE}: It is a draft, and not published.\n` });
  expect(out).toContain("Kestrel");
});

test("a file that is broken is named with its line, and nothing is printed", async () => {
  await content.write(FILE, "---\ntitle: [\n---\n");
  const { status, out, err } = await run(path(FILE));
  expect({ status, out }).toEqual({ status: 1, out: "" });
  expect(err).toMatch(new RegExp(`^${FILE}:\\d+: `, "u"));
});

test("a file that is no issue is refused by its name", async () => {
  await content.write("README.md", "# Hello");
  await expect(run(path("README.md"))).rejects.toThrow(
    /README\.md is no issue: the name of an issue ends with/u,
  );
});
