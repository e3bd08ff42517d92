/** What the content wants at the nodes. */

import { describe, expect, test } from "vitest";
import type { Archive } from "../../src/newsletter/archive.ts";
import { type Edition, toWanted } from "../../src/publish/desired.ts";
import { digestOf } from "../../src/publish/digest.ts";
import { bytes } from "../../src/publish/entry.ts";
import { masthead } from "../support/masthead.ts";
import { archive, issue, options, places } from "./survey/scene.ts";

const edition: Edition = {
  masthead,
  places: { ...places, translations: "news-{lang}", items: "items-{concept}-{year}" },
};
const wanted = (content: Archive, more = {}) => toWanted(content, edition, { ...options, ...more });
const may = issue("05", { clients: ["gajim", "dino"] });
const gajim = "2024-05-05-news-clients-gajim-example-org";

test("an issue is wanted before its items, each with what its entry says and how large that is", async () => {
  const { all, entryOf } = await wanted(archive(may));
  expect(all.map(({ at, kind, id, title }) => `${at.node} ${kind} ${id} ${title}`)).toEqual([
    "news issue 2024-05-05-news News 05",
    `items-clients-2024 item ${gajim} gajim has a release`,
    "items-clients-2024 item 2024-05-05-news-clients-dino-example-org dino has a release",
  ]);
  for (const desired of all) {
    const entry = entryOf(desired);
    expect([digestOf(entry), bytes(entry)]).toEqual([desired.digest, desired.bytes]);
  }
});

test("entries name the node where they are", async () => {
  const { all, entryOf } = await wanted(archive(may));
  const [, item] = all.map((desired) => entryOf(desired).links.map(({ href }) => href));
  expect(item).toContain(`xmpp:pubsub.example.org?;node=items-clients-2024;item=${gajim}`);
});

test("entries link to translations that are out, and to no others", async () => {
  const content = archive(
    issue("05"),
    issue("05", { language: ".de" }),
    issue("05", { language: ".fr", front: "draft: true\n" }),
    issue("05", { language: ".it", front: "publishDate: 2024-07-02\n" }),
  );
  const linked = async (now: string) => {
    const { all, entryOf } = await wanted(content, { now: new Date(now) });
    const [first] = all;
    return first && entryOf(first).links.flatMap(({ hreflang }) => hreflang ?? []);
  };
  expect(await linked("2024-07-01")).toEqual(["de"]);
  expect(await linked("2024-07-02")).toEqual(["de", "it"]);
});

test("an issue appears on its publish date, whatever its date, and is gone when it expires", async () => {
  const content = archive(
    issue("04", { front: "publishDate: 2024-07-02\n" }),
    issue("05", { front: "expiryDate: 2024-06-30\n" }),
    issue("06"),
    issue("08", { front: "publishDate: 2024-06-30\n" }),
  );
  const at = async (now: string) => (await wanted(content, { now: new Date(now) })).all.map(({ id }) => id);
  expect(await at("2024-07-01")).toEqual(["2024-06-05-news", "2024-08-05-news"]);
  expect(await at("2024-07-02")).toEqual(["2024-04-05-news", "2024-06-05-news", "2024-08-05-news"]);
});

test("what is too large for the server goes out shorter, and that is said", async () => {
  const content = archive(issue("05", { words: "word ".repeat(2_000) }));
  const { all, notes } = await wanted(content, { largest: 5_000 });
  expect(all[0]?.bytes).toBeLessThan(5_000);
  expect(notes).toEqual([expect.stringMatching(/^2024-05-05-news.md is too large/)]);
});

test("the bot can answer between the making of two issues", async () => {
  let answers = 0;
  let waiting = setImmediate(function answer() {
    answers += 1;
    waiting = setImmediate(answer);
  });
  await wanted(archive(...["01", "02", "03", "04"].map((month) => issue(month))));
  clearImmediate(waiting);
  expect(answers).toBeGreaterThanOrEqual(4);
});

describe("what was made of an issue is made again", () => {
  const [one, german] = [issue("05"), issue("05", { language: ".de" })];
  const first = async (content: Archive, more = {}, other = edition) =>
    (await toWanted(content, other, { ...options, ...more })).all[0];

  test("not while the issue is the same object", async () => {
    expect(await first(archive(one))).toBe(await first(archive(one)));
  });

  test.each([
    ["it gets a translation", () => first(archive(one, german))],
    ["entries have to be smaller", () => first(archive(one), { largest: 100_000 })],
    [
      "the author is another",
      () => first(archive(one), {}, { ...edition, masthead: { ...masthead, author: "X" } }),
    ],
    [
      "nodes have other names",
      () => first(archive(one), {}, { ...edition, places: { ...places, issues: "x" } }),
    ],
    ["it was read anew", () => first(archive(issue("05")))],
  ])("when %s", async (_, again) => {
    const before = await first(archive(one));
    expect(await again()).not.toBe(before);
  });

  test("not when only the words of a translation change", async () => {
    const before = await first(archive(one, german));
    const edited = issue("05", { language: ".de", words: "Anders." });
    expect(await first(archive(one, edited))).toBe(before);
  });
});
