/** The command comments. */

import { describe, expect, test } from "vitest";
import { comments } from "../../src/commands/comments.ts";
import { answer } from "../../src/commands/index.ts";
import type { Comment } from "../../src/comments/comment.ts";
import type { Discussion } from "../../src/comments/discussions.ts";
import { voiceOf } from "../../src/words/voice.ts";
import { SessionError } from "../../src/xmpp/failure.ts";
import { StanzaError } from "../../src/xmpp/stanza-error.ts";
import { asker, askerOf, contextOf, issueOf, type Published } from "./context.ts";

const direct = askerOf({ where: "direct", jid: "bo@example.org", room: undefined });
const uri = "xmpp:pubsub.example.org?;node=newsletter;item=2023-06-05";
const news: Published["news"] = {
  issues: ({ period, number }) => {
    const all = [
      issueOf(),
      issueOf({
        id: "2023-05-05",
        number: "2023-05-05",
        months: ["2023-04"],
        title: "The Kettle April 2023",
      }),
    ];
    const results = all.filter(
      (issue) =>
        (period === undefined || issue.months.includes(period)) &&
        (number === undefined || issue.number === number),
    );
    return Promise.resolve({ results, total: results.length });
  },
};
const commentOf = (text: string, facts: Partial<Comment> = {}): Comment => ({
  id: "c1",
  author: { name: "Ana", jid: "ana@example.org" },
  publisher: "ana@example.org",
  text,
  published: new Date("2023-06-06T10:00:00Z"),
  isVerified: true,
  ...facts,
});
const said = (
  all: readonly Comment[],
  title = "The Kettle May 2023",
  facts: Partial<Discussion> = {},
): Promise<Discussion> =>
  Promise.resolve({ title, comments: all, count: all.length, isLeast: false, uri, ...facts });
const ask = async (
  discussion: Promise<Discussion | undefined>,
  by = asker,
  line = "comments",
): Promise<string> => (await answer(line, contextOf({ news, comments: { of: () => discussion } }), by)).text;

test("the newest comments come first; a room is shown no addresses", async () => {
  const all = ["one", "two", "three"].map((text) => commentOf(text));
  expect(await ask(said(all))).toBe(
    [
      "*Comments on The Kettle May 2023* (3)",
      "- Ana, 6 June 2023: “three”",
      "- Ana, 6 June 2023: “two”",
      "- Ana, 6 June 2023: “one”",
      `Comment here: ${uri}`,
    ].join("\n"),
  );
});

test("of many, a room is shown a few, and more are to be had", async () => {
  const all = Array.from({ length: 8 }, (_, at) => commentOf(`number ${at}`));
  const { text, rest } = await answer(
    "comments",
    contextOf({ news, comments: { of: () => said(all) } }),
    asker,
  );
  expect(text).toContain("“number 7”");
  expect(text).toContain("… and 3 more");
  expect(rest?.entries.at(-1)).toContain("“number 0”");
});

test("where the service does not tell how many there are, it is said so", async () => {
  const many = said([commentOf("one")], "The Kettle May 2023", { count: 30, isLeast: true });
  expect(await ask(many)).toMatch(/\(30 or more\)\n/u);
  expect(await ask(many, askerOf({ voice: voiceOf("de") }))).toMatch(/\(30 oder mehr\)\n/u);
});

test("a person is shown who said it", async () => {
  expect(await ask(said([commentOf("one", { published: undefined })]), direct)).toBe(
    ["*Comments on The Kettle May 2023* (1)", "- Ana (ana@example.org): “one”", `Comment here: ${uri}`].join(
      "\n",
    ),
  );
});

test("what may be by somebody else is marked, and a long comment cut", async () => {
  const text = "word ".repeat(100).trim();
  expect(await ask(said([commentOf(text, { isVerified: false })]))).toMatch(
    /\n- Ana, 6 June 2023, unverified: “(?:word )+word…”\n/u,
  );
});

test("nothing in a comment or a title is styled", async () => {
  const author = { name: "_Ana_", jid: undefined };
  expect(await ask(said([commentOf("*hello* `all`", { author })], "The *Kettle*"))).toBe(
    [
      "*Comments on The Kettle* (1)",
      "- \u2060_Ana_, 6 June 2023: “*hello* \u2060`all`”",
      `Comment here: ${uri}`,
    ].join("\n"),
  );
});

test("an issue without comments says how to be the first", async () => {
  expect(await ask(said([]))).toBe(`Nobody has commented on The Kettle May 2023 yet.\nComment here: ${uri}`);
});

test("an issue that is not there is none", async () => {
  expect(await ask(Promise.resolve(undefined))).toBe("I know no such issue.");
  expect(await ask(said([]), asker, "comments May 1999")).toBe("I know no such issue.");
});

test("a service that refuses is told in a sentence; a lost session is not for the asker", async () => {
  const refused = Promise.reject(new StanzaError({ condition: "forbidden", type: "auth" }));
  expect(await ask(refused)).toBe("The comments cannot be read at the moment.");
  await expect(ask(Promise.reject(new SessionError("lost", { lost: true })))).rejects.toThrow("lost");
});

describe("the issue that is meant", () => {
  test.each<[line: string, id: string | undefined]>([
    ["", "2023-06-05"],
    ["1 ago", "2023-05-05"],
    ["vor 1", "2023-05-05"],
    ["May 2023", "2023-06-05"],
    ["avril 2023", "2023-05-05"],
    ["2023-05-05", "2023-05-05"],
    ["9 ago", undefined],
  ])("%j", async (line, id) => {
    const asked: string[] = [];
    const of = (each: string) => Promise.resolve(void asked.push(each));
    await comments.run(line.split(" ").filter(Boolean), contextOf({ news, comments: { of } }), asker);
    expect(asked).toEqual(id === undefined ? [] : [id]);
  });
});

test.each([
  ["de", "kommentare", "*Kommentare zu The Kettle May 2023* (1)", "- Ana, 6. Juni 2023: „one“"],
  ["es", "comentarios", "*Comentarios sobre The Kettle May 2023* (1)", "- Ana, 6 de junio de 2023: «one»"],
  ["fr", "commentaires", "*Commentaires sur The Kettle May 2023* (1)", "- Ana, 6 juin 2023 : « one »"],
  ["it", "commenti", "*Commenti su The Kettle May 2023* (1)", "- Ana, 6 giugno 2023: «one»"],
  ["pt", "comentários", "*Comentários sobre The Kettle May 2023* (1)", "- Ana, 6 de junho de 2023: «one»"],
] as const)("in %s", async (language, line, head, entry) => {
  const text = await ask(said([commentOf("one")]), askerOf({ voice: voiceOf(language) }), line);
  expect(text.split("\n").slice(0, 2)).toEqual([head, entry]);
});
