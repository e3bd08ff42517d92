/** How much of a list a message has. */

import { expect, test } from "vitest";
import type { Listing } from "../../src/commands/command.ts";
import { more } from "../../src/commands/more.ts";
import { toPage } from "../../src/commands/pages.ts";
import { LANGUAGES, voiceOf } from "../../src/words/voice.ts";
import { askerOf, contextOf } from "./context.ts";

const room = askerOf();
const alone = askerOf({ where: "direct" });
const teas = (count: number, text = "tea"): Listing => ({
  head: "Teas:",
  entries: Array.from({ length: count }, (_, at) => `- ${text} ${at + 1}`),
  foot: "That is all I know.",
});

test("a text is a page of its own", () => {
  expect(toPage("Tea.", room)).toEqual({ text: "Tea.", rest: undefined });
});

test("a short list is one page, and nothing is left", () => {
  expect(toPage(teas(2), room)).toEqual({
    text: "Teas:\n- tea 1\n- tea 2\nThat is all I know.",
    rest: undefined,
  });
});

test("a room is shown five entries, and told how many there are beyond and how to get them", () => {
  const { text, rest } = toPage(teas(7), room);
  expect(text).toBe(
    [
      "Teas:",
      ...[1, 2, 3, 4, 5].map((number) => `- tea ${number}`),
      "… and 2 more: say more, here or in private",
      "That is all I know.",
    ].join("\n"),
  );
  expect(rest).toEqual({ head: "", entries: ["- tea 6", "- tea 7"] });
});

test("who is alone with the bot is shown fifteen", () => {
  const { text, rest } = toPage(teas(40), alone);
  expect(text.match(/^- tea/gmu)).toHaveLength(15);
  expect(text).toContain("… and 25 more: say more\n");
  expect(rest?.entries).toHaveLength(25);
});

test("page after page every entry is told once, in order", () => {
  const told: string[] = [];
  let rest: Listing | undefined = teas(23, "a rather long tea ".repeat(20));
  while (rest !== undefined) {
    const page = toPage(rest, room);
    told.push(...(page.text.match(/^- .*$/gmu) ?? []));
    rest = page.rest;
  }
  expect(told).toEqual(teas(23, "a rather long tea ".repeat(20)).entries);
});

test("long entries fill a page earlier", () => {
  const { text, rest } = toPage(teas(5, "x".repeat(400)), room);
  expect(text.length).toBeLessThanOrEqual(1200);
  expect(rest?.entries).toHaveLength(3);
});

test("an entry that is too long for any page is cut, and what is left is still told", () => {
  const { text, rest } = toPage(teas(3, "word ".repeat(2000)), room);
  expect(text.length).toBeLessThanOrEqual(1200);
  expect(text).toMatch(/word…\n… and 2 more: /u);
  expect(rest?.entries).toHaveLength(2);
});

test("however long the head is, an entry is told", () => {
  const { text, rest } = toPage({ ...teas(2), head: "x".repeat(1500) }, room);
  expect(text).toContain("- tea 1");
  expect(rest?.entries).toEqual(["- tea 2"]);
});

test.each(LANGUAGES)("the line about the rest leaves room for itself in %s", (language) => {
  const { text } = toPage(teas(1_000_000), askerOf({ voice: voiceOf(language) }));
  expect(text.split("\n").find((each) => each.startsWith("…"))?.length).toBeLessThan(120);
});

test("what is told only when it is wanted counts as left, and more has it", async () => {
  const further = { count: 2, tell: () => Promise.resolve(["- tea 2", "- tea 3"]) };
  const { text, rest } = toPage({ head: "Teas:", entries: ["- tea 1"], further }, askerOf());
  expect(text).toBe("Teas:\n- tea 1\n… and 2 more: say more, here or in private");
  const reply = await more.run([], contextOf(), askerOf({}, rest));
  expect(reply).toEqual({ head: "", entries: ["- tea 2", "- tea 3"] });
});

test("more is the rest, and says so where there is none", async () => {
  const rest: Listing = { head: "", entries: ["- tea 6"] };
  expect(await more.run([], contextOf(), askerOf({}, rest))).toEqual(rest);
  expect(more.run([], contextOf(), askerOf())).toBe("There is no more.");
  expect(more.run([], contextOf(), askerOf({ voice: voiceOf("fr") }))).toBe("C’est tout.");
});
