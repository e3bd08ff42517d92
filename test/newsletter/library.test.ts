/** What issues have said, found again. */

import { describe, expect, test } from "vitest";
import { parseIssue, type Issue } from "../../src/newsletter/issue.ts";
import { createLibrary, type ItemQuery } from "../../src/newsletter/library.ts";

const site = new URL("https://news.example/");
const kettle = "- [Kettle 1.8.0](https://kettle.example/1.8.0) boils with OMEMO.";

function issueOf(file: string, body: string, front = ""): Issue {
  const date = file.slice(0, 10);
  const title = /title:/.test(front) ? "" : `title: News of ${date}\n`;
  return parseIssue(file, `---\n${title}date: ${date}\n${front}---\n${body}\n`);
}

const april = issueOf(
  "2023-05-05-news.md",
  `## Clients\n\n${kettle}\n- [Teapot](https://teapot.example/) pours.\n\n## Servers\n\n- [Stove](/stove/) is hot, says XEP-0313.`,
);
const may = issueOf(
  "2023-06-05-news.md",
  `Hello!\n\n## Servers\n\n- [Oven](https://oven.example/) is new. It fits the kettle.\n\n## Updated\n\n- [Version 1.2 of XEP-0045](https://xmpp.org/extensions/xep-0045.html)\n`,
  "title: The News May 2023\n",
);
const mayInGerman = issueOf(
  "2023-06-05-news.de.md",
  "## Server\n\n- [Ofen](https://oven.example/) heißt Öfchen.",
);
const all = [april, mayInGerman, may];

async function libraryOf(issues: readonly Issue[], now = "2023-07-01T00:00:00Z") {
  let moment = new Date(now);
  const made = createLibrary({ site, language: "en", now: () => moment });
  await made.update(issues);
  return {
    ...made,
    titles: (query: ItemQuery) => made.items(query).results.map(({ title }) => title.split(" ")[0]),
    wait: (until: string) => (moment = new Date(until)),
  };
}

describe("items", () => {
  test("are told with their issue, section, page, excerpt and links", async () => {
    const { items } = await libraryOf(all);
    const { results, total } = items({ xep: 313 });
    expect(total).toBe(1);
    expect(results[0]).toMatchObject({
      title: expect.stringMatching(/^Stove is hot/),
      concept: "servers",
      section: "Servers",
      anchor: "servers",
      page: "https://news.example/2023/05/news-of-2023-05-05/#servers",
      link: "https://news.example/stove/",
      xeps: [313],
      excerpt: "Stove is hot, says XEP-0313.",
      issue: {
        id: "2023-05-05-news",
        number: "2023-05-05",
        title: "News of 2023-05-05",
        language: "en",
        months: ["2023-04"],
        page: "https://news.example/2023/05/news-of-2023-05-05/",
      },
    });
  });

  test("are found by words: in the title first, the newest first among equals", async () => {
    const { titles } = await libraryOf(all);
    expect(titles({ words: "kettle" })).toEqual(["Kettle", "Oven"]);
    expect(titles({ words: "omem" })).toEqual(["Kettle"]);
    expect(titles({ words: "HEISST ofchen" })).toEqual(["Ofen"]);
    expect(titles({ words: '"boils with" 1.8.0' })).toEqual(["Kettle"]);
    expect(titles({ words: "servers oven" })).toEqual(["Oven"]);
  });

  test("are found by section, XEP, language, month, and all of these at once", async () => {
    const { titles } = await libraryOf(all);
    expect(titles({ concepts: ["clients"] })).toEqual(["Kettle", "Teapot"]);
    expect(titles({ concepts: ["servers", "clients"], language: "en" })).toEqual([
      "Oven",
      "Kettle",
      "Teapot",
      "Stove",
    ]);
    expect(titles({ xep: 45 })).toEqual(["Version"]);
    expect(titles({ language: "de" })).toEqual(["Ofen"]);
    expect(titles({ period: "2023-04", concepts: ["servers"] })).toEqual(["Stove"]);
    expect(titles({ period: "2023-04", concepts: ["servers"], words: "kettle" })).toEqual([]);
    expect(titles({ number: "2023-06-05", language: "en", words: "oven" })).toEqual(["Oven"]);
  });

  test("have the words of a picture and its caption once", async () => {
    const { items } = await libraryOf([
      issueOf("2023-06-05-news.md", `## Events\n\n- A party.\n\n  ![The cake](/a.png)\n\n  *The cake*`),
    ]);
    expect(items({}).results[0]?.excerpt).toBe("A party. The cake");
  });

  test("are counted beyond the limit", async () => {
    const { items } = await libraryOf(all);
    const { results, total } = items({ language: "en", limit: 2 });
    expect(results.length).toBe(2);
    expect(total).toBe(5);
  });

  test("are found once when issue after issue repeats them, in the newest", async () => {
    const again = issueOf("2023-06-05-news.md", `## Clients\n\n${kettle}`);
    const { items } = await libraryOf([april, again]);
    const { results, total } = items({ words: "omemo" });
    expect(total).toBe(1);
    expect(results[0]?.issue.id).toBe("2023-06-05-news");
  });

  test.each([
    '"',
    "*",
    "AND",
    "NEAR(a, 2)",
    "a OR",
    "title:b",
    "^",
    "'; drop table items; --",
    "(",
    "\0",
    "🎉",
  ])("are asked for with %j without harm", async (words) => {
    const { items } = await libraryOf(all);
    expect(items({ words }).total).toBe(0);
  });
});

describe("issues", () => {
  test("are found by language, month and number, the newest first", async () => {
    const { issues } = await libraryOf(all);
    const ids = (query: ItemQuery) => issues(query).results.map(({ id }) => id);
    expect(ids({})).toEqual(["2023-06-05-news-de", "2023-06-05-news", "2023-05-05-news"]);
    expect(ids({ language: "EN" })).toEqual(["2023-06-05-news", "2023-05-05-news"]);
    expect(ids({ number: "2023-06-05", language: "de" })).toEqual(["2023-06-05-news-de"]);
    expect(ids({ language: "fr" })).toEqual([]);
    expect(issues({ language: "en", limit: 1 }).results[0]?.title).toBe("The News May 2023");
    expect(issues({ limit: 1 }).total).toBe(3);
  });

  test("of a language without a region are also those of its regions", async () => {
    const { issues } = await libraryOf([issueOf("2023-06-05-news.pt-br.md", "Olá")]);
    expect(issues({ language: "pt" }).total).toBe(1);
    expect(issues({ language: "pt-BR" }).total).toBe(1);
    expect(issues({ language: "p" }).total).toBe(0);
  });

  test("of a month are those about it, and those dated in it where there are none", async () => {
    const { issues } = await libraryOf(all);
    const ids = (period: string) => issues({ period, language: "en" }).results.map(({ id }) => id);
    expect(ids("2023-05")).toEqual(["2023-06-05-news"]);
    expect(ids("2023-06")).toEqual(["2023-06-05-news"]);
    expect(ids("2023-07")).toEqual([]);
  });

  test("of a year are those about one of its months", async () => {
    const { issues } = await libraryOf(
      [...all, issueOf("2024-01-05-news.md", "Text")],
      "2024-07-01T00:00:00Z",
    );
    const total = (period: string) => issues({ period, language: "en" }).total;
    expect([total("2023"), total("2024"), total("2022")]).toEqual([3, 1, 0]);
  });

  test("since a day, month or year are those that came out then or later", async () => {
    const { issues } = await libraryOf(all);
    const ids = (since: string) => issues({ since, language: "en" }).results.map(({ id }) => id);
    expect(ids("2023-06")).toEqual(["2023-06-05-news"]);
    expect(ids("2023-06-05")).toEqual(["2023-06-05-news"]);
    expect(ids("2023-06-06")).toEqual([]);
    expect(ids("2023")).toEqual(["2023-06-05-news", "2023-05-05-news"]);
  });
});

describe("a question for words that stand nowhere", () => {
  test("is likely to mean the words that differ in the fewest letters", async () => {
    const { nearest } = await libraryOf(all);
    expect(nearest("ketle")).toBe("kettle");
    expect(nearest("OVEN kettel")).toBe("oven kettle");
  });

  test("means nothing else where every word stands somewhere, or nothing is like one", async () => {
    const { nearest } = await libraryOf(all);
    expect(nearest("kettle stove")).toBeUndefined();
    expect(nearest("ketle zeppelin")).toBeUndefined();
    expect(nearest("xyz")).toBeUndefined();
    expect(nearest("k".repeat(300))).toBeUndefined();
    expect(nearest("?!")).toBeUndefined();
  });

  test("means the word that is there most often among equally like ones", async () => {
    const { nearest } = await libraryOf([
      issueOf("2023-05-05-news.md", "## Events\n\n- A mattle\n- The mettle and\n- a mettle again"),
    ]);
    expect(nearest("mittle")).toBe("mettle");
  });
});

test("a word is found where another one ends like it", async () => {
  const { titles } = await libraryOf([
    issueOf("2023-05-05-news.md", "## Events\n\n- Mytea party, and tea\n- Mytea alone"),
  ]);
  expect(titles({ words: "tea" })).toEqual(["Mytea"]);
});

test("what is told of many items needs no tree of their issues", async () => {
  let reads = 0;
  const spied = all.map((issue) => {
    const { tree } = issue;
    return {
      ...issue,
      get tree() {
        reads += 1;
        return tree;
      },
    };
  });
  const { items } = await libraryOf(spied);
  reads = 0;
  expect(items({}).results.length).toBeGreaterThan(4);
  expect(reads).toBe(0);
});

test("a XEP is mentioned in the line that names it", async () => {
  const { mentions } = await libraryOf(all);
  expect(mentions(313, "en")).toMatchObject([{ section: "Servers", text: "Stove is hot, says XEP-0313." }]);
  expect(mentions(313, "de")).toEqual([]);
});

test("what is not out is not found until its time comes, and no longer when it has passed", async () => {
  const { items, wait } = await libraryOf([
    issueOf("2023-05-05-news.md", "## Events\n\n- A draft party", "draft: true\n"),
    issueOf("2023-08-05-news.md", "## Events\n\n- A future party"),
    issueOf("2023-05-06-news.md", "## Events\n\n- A past party", "expiryDate: 2023-08-01\n"),
  ]);
  const texts = () => items({ words: "party" }).results.map(({ excerpt }) => excerpt);
  expect(texts()).toEqual(["A past party"]);
  wait("2023-09-01T00:00:00Z");
  expect(texts()).toEqual(["A future party"]);
});

describe("a library that is updated", () => {
  /** An issue that tells whether somebody reads its tree. */
  const watched = (issue: Issue) => {
    let reads = 0;
    const { tree } = issue;
    return {
      issue: {
        ...issue,
        get tree() {
          reads += 1;
          return tree;
        },
      },
      reads: () => reads,
    };
  };

  test("holds the new issues and no others", async () => {
    const { update, titles } = await libraryOf([april]);
    await update([may]);
    expect(titles({ words: "teapot" })).toEqual([]);
    expect(titles({ words: "oven" })).toEqual(["Oven"]);
  });

  test("reads an issue again when it has changed, and only then", async () => {
    const { update, titles } = await libraryOf([april, may]);
    const same = watched(issueOf("2023-05-05-news.md", april.markdown.trimEnd()));
    const changed = watched(
      issueOf("2023-06-05-news.md", "## Servers\n\n- Grill", "title: The News May 2023\n"),
    );
    await update([same.issue, changed.issue]);
    expect(same.reads()).toBe(0);
    expect(changed.reads()).toBeGreaterThan(0);
    expect(titles({ concepts: ["servers"] })).toEqual(["Grill", "Stove"]);
  });

  test("notices a draft that is released, and a title that is corrected", async () => {
    const { update, issues } = await libraryOf([issueOf("2023-05-05-news.md", "Text", "draft: true\n")]);
    expect(issues({}).total).toBe(0);
    await update([issueOf("2023-05-05-news.md", "Text")]);
    expect(issues({}).results[0]?.title).toBe("News of 2023-05-05");
    await update([issueOf("2023-05-05-news.md", "Text", "title: Better\n")]);
    expect(issues({}).results[0]).toMatchObject({
      title: "Better",
      page: "https://news.example/2023/05/better/",
    });
  });

  test("leaves time for other work between two issues", async () => {
    const { update } = await libraryOf([]);
    let turns = 0;
    const count = () => {
      turns += 1;
      timer = setImmediate(count);
    };
    let timer = setImmediate(count);
    await update(all);
    clearImmediate(timer);
    expect(turns).toBeGreaterThanOrEqual(all.length - 1);
  });

  test("is done for everybody when it holds what was wanted last", async () => {
    const { update, issues } = await libraryOf([]);
    const first = update([april, mayInGerman]);
    const second = update([may]);
    await first;
    expect(issues({}).results.map(({ id }) => id)).toEqual(["2023-06-05-news"]);
    await second;
    expect(issues({}).total).toBe(1);
  });
});
