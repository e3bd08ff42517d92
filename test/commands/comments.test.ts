/** The command comments. */

import { describe, expect, test } from "vitest";
import type { Asker } from "../../src/commands/command.ts";
import { comments } from "../../src/commands/comments.ts";
import type { Comment } from "../../src/comments/comment.ts";
import type { Discussion, Which } from "../../src/comments/discussions.ts";
import { SessionError } from "../../src/xmpp/failure.ts";
import { StanzaError } from "../../src/xmpp/stanza-error.ts";
import { asker, contextOf } from "./context.ts";

const direct: Asker = { where: "direct", jid: "bo@example.org" };
const uri = "xmpp:pubsub.example.org?;node=newsletter;item=2023-06-05";
const commentOf = (text: string, facts: Partial<Comment> = {}): Comment => ({
  id: "c1",
  author: { name: "Ana", jid: "ana@example.org" },
  publisher: "ana@example.org",
  text,
  published: new Date("2023-06-06T10:00:00Z"),
  isVerified: true,
  ...facts,
});
const ask = (of: Promise<Discussion | undefined>, by = asker, ...args: string[]): Promise<string> | string =>
  comments.run(args, contextOf({ comments: () => of }), by);
const said = (all: readonly Comment[], title = "The Kettle May 2023"): Promise<Discussion> =>
  Promise.resolve({ title, comments: all, count: String(all.length), uri });

test("a room is shown the newest three, without addresses", async () => {
  expect(await ask(said(["one", "two", "three", "four"].map((text) => commentOf(text))))).toBe(
    [
      "*Comments on The Kettle May 2023*: the newest 3 of 4",
      "- Ana, 6 June 2023: “two”",
      "- Ana, 6 June 2023: “three”",
      "- Ana, 6 June 2023: “four”",
      `Comment here: ${uri}`,
    ].join("\n"),
  );
});

test("a person is shown more, and who said it", async () => {
  expect(await ask(said([commentOf("one", { published: undefined })]), direct)).toBe(
    ["*Comments on The Kettle May 2023*: 1", "- Ana (ana@example.org): “one”", `Comment here: ${uri}`].join(
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
      "*Comments on The Kettle*: 1",
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
});

test("a service that refuses is told in a sentence; a lost session is not for the asker", async () => {
  const refused = Promise.reject(new StanzaError({ condition: "forbidden", type: "auth" }));
  expect(await ask(refused)).toBe("The comments cannot be read at the moment.");
  await expect(ask(Promise.reject(new SessionError("lost", { lost: true })))).rejects.toThrow("lost");
});

describe("the issue that is meant", () => {
  test.each<[line: string, which: Which]>([
    ["", { ago: 0 }],
    ["2", { ago: 2 }],
    ["2 ago", { ago: 2 }],
    ["May 2023", { words: ["May", "2023"] }],
    ["2023-06-05", { words: ["2023-06-05"] }],
    ["2023", { words: ["2023"] }],
    ["2 ago please", { words: ["2", "ago", "please"] }],
  ])("%j", async (line, which) => {
    const asked: Which[] = [];
    const of = (each: Which) => Promise.resolve(void asked.push(each));
    await comments.run(line.split(" ").filter(Boolean), contextOf({ comments: of }), asker);
    expect(asked).toEqual([which]);
  });
});
