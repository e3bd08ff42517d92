/** What the editors' room is told of comments, and how often. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Comment } from "../../src/comments/comment.ts";
import { createTelling, type Telling } from "../../src/comments/telling.ts";
import type { Element } from "../../src/xmpp/stanza.ts";

const ROOM = "editors@rooms.example.org";
const comment: Comment = {
  id: "c1",
  author: { name: "Ana", jid: "ana@example.org" },
  publisher: "ana@example.org",
  text: "Thank you!",
  published: undefined,
  isVerified: true,
};

let sent: Element[];
let warnings: string[];
let told: string[];
let telling: Telling;
const bodies = (): readonly (string | null)[] => sent.map((message) => message.getChildText("body"));
const start = (
  post = (message: Element): Promise<void> => Promise.resolve(void sent.push(message)),
): void => {
  telling = createTelling({ room: ROOM, post, warn: (sentence) => warnings.push(sentence) });
};
const tell = (count: number, title = "News of May"): void => {
  for (let at = 1; at <= count; at++) telling.tell(title, comment, () => told.push(`${title} ${at}`));
};
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  [sent, warnings, told] = [[], [], []];
  start();
});
afterEach(() => {
  telling.stop();
  vi.useRealTimers();
});

test("a comment is one message to the room", async () => {
  tell(1);
  await pass(0);
  expect(sent[0]?.attrs).toMatchObject({ to: ROOM, type: "groupchat" });
  expect(bodies()).toEqual(["Comment on News of May by Ana (ana@example.org): “Thank you!”"]);
  expect(told).toEqual(["News of May 1"]);
});

test("nothing that somebody wrote is styled", () => {
  telling.tell(
    "*News*",
    { ...comment, author: { name: "_Ana_", jid: undefined }, text: "`a` *b* ~c~" },
    () => {},
  );
  expect(bodies()).toEqual(["Comment on \u2060*News* by \u2060_Ana_: “`a` \u2060*b* \u2060~c~”"]);
});

test("a comment that is not verified says so, with its publisher where that is known", () => {
  const unverified = { ...comment, isVerified: false };
  telling.tell("News", unverified, () => {});
  telling.tell("News", { ...unverified, publisher: undefined }, () => {});
  expect(bodies()).toEqual([
    "Unverified comment on News, signed Ana (ana@example.org), published by ana@example.org: “Thank you!”",
    "Unverified comment on News, signed Ana (ana@example.org): “Thank you!”",
  ]);
});

test("of a flood there are five lines a minute, and then a line with the count", async () => {
  tell(1000);
  tell(2, "News of June");
  expect(sent).toHaveLength(5);
  await pass(60_000);
  expect(bodies().slice(5)).toEqual(["997 more comments: 995 on News of May, 2 on News of June"]);
  expect(told).toEqual([
    ...[1, 2, 3, 4, 5].map((at) => `News of May ${at}`),
    "News of May 1000",
    "News of June 2",
  ]);
  tell(5);
  expect(sent).toHaveLength(10);
  await pass(60_000);
  expect(bodies().at(-1)).toBe("1 more comment: 1 on News of May");
});

test("a flood on many issues is still one line", async () => {
  tell(5);
  for (const title of ["A", "B", "C", "D"]) tell(1, title);
  await pass(60_000);
  expect(bodies().at(-1)).toBe("4 more comments: 1 on A, 1 on B, 1 on C and others");
});

test("after a minute of silence there is nothing more to say", async () => {
  tell(5);
  await pass(120_000);
  expect(sent).toHaveLength(5);
});

test("for a room that does not answer no more than five messages wait", async () => {
  const posted: PromiseWithResolvers<void>[] = [];
  telling.stop();
  start((message) => {
    sent.push(message);
    const waiting = Promise.withResolvers<void>();
    posted.push(waiting);
    return waiting.promise;
  });
  tell(10);
  await pass(600_000);
  expect([sent.length, told.length]).toEqual([5, 0]);
  for (const { resolve } of posted) resolve();
  await pass(60_000);
  expect(bodies().at(-1)).toBe("5 more comments: 5 on News of May");
});

test("a room that refuses a message is named, and the comment counts as not told", async () => {
  telling.stop();
  start(() => Promise.reject(new Error("forbidden")));
  tell(1);
  await pass(0);
  expect(warnings).toEqual([`the room ${ROOM} was not told of a comment: forbidden`]);
  expect(told).toEqual([]);
});
