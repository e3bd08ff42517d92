/** What has changed in a XEP. */

import { describe, expect, test } from "vitest";
import type { Reply } from "../../../src/commands/command.ts";
import { xep } from "../../../src/commands/xep.ts";
import { type Language, voiceOf } from "../../../src/words/voice.ts";
import type { XepDocument } from "../../../src/xeps/document.ts";
import { deskOf, mam } from "../../xeps/xeps.ts";
import { askerOf, contextOf, mentionOf } from "../context.ts";

const document: XepDocument = {
  revisions: [
    { version: "1.1.3", date: "2025-04-09", remark: "Fixed typo" },
    { version: "1.0", date: "2022-07-12", remark: "Advance to Stable" },
    { version: "1.1.0", date: "2024-06-12", remark: "" },
    { version: "0.9", date: "2022-01-01", remark: "Old news" },
  ],
  sections: [],
  examples: [],
};
const page = "https://xmpp.org/extensions/xep-0313.html#appendix-revs";
const read = contextOf({ xeps: deskOf([mam], { 313: document }) });
const mentions = [
  mentionOf("Version 1.1.3 of XEP-0313\n- Fixed typo", { months: ["2025-04"] }, "Updated"),
  mentionOf("XEP-0313 is useful", { months: ["2025-03"] }),
  mentionOf("Version 0.9 of XEP-0313", { months: ["2021-12"] }, "Updated"),
];
const unread = contextOf({ xeps: deskOf([mam]), news: { mentions: () => Promise.resolve(mentions) } });

async function ask(question: string, context = read, language: Language = "en"): Promise<Reply> {
  return xep.run(question.split(" "), context, askerOf({ voice: voiceOf(language) }));
}

test("the versions after one are told, the newest first, with their days and remarks", async () => {
  expect(await ask("313 since 1.0")).toEqual({
    head: "*XEP-0313: Message Archive Management*, 2 versions since 1.0:",
    entries: ["1.1.3 (9 April 2025): Fixed typo", "1.1.0 (12 June 2024)"],
    foot: page,
  });
});

test("the versions since a day are told, those of that day too", async () => {
  expect(await ask("mam since 2022-07-12")).toMatchObject({ entries: { length: 3 } });
  expect(await ask("mam since 2022-07-13")).toMatchObject({ entries: { length: 2 } });
  expect(await ask("mam since 2025")).toMatchObject({
    head: "*XEP-0313: Message Archive Management*, 1 version since January 2025:",
  });
});

test("where nothing has changed the newest version is told, and nothing is fetched", async () => {
  const context = contextOf({
    xeps: { ...deskOf([mam]), document: () => Promise.reject(new Error("It was fetched.")) },
  });
  expect(await ask("313 since 1.1.3", context)).toBe(
    "XEP-0313 has not changed since 1.1.3; the newest version is 1.1.3 of 9 April 2025.",
  );
});

test("a text whose history is behind the list has no change", async () => {
  const old = { ...document, revisions: document.revisions.slice(1) };
  expect(await ask("313 since 1.1.2", contextOf({ xeps: deskOf([mam], { 313: old }) }))).toBe(
    "XEP-0313 has not changed since 1.1.2; the newest version is 1.1.3 of 9 April 2025.",
  );
});

test("what an author wrote stays on one line of a moderate length", async () => {
  const remark = `new\nline\u202e${"word ".repeat(500)}`;
  const revisions = [{ version: "2.0", date: "2025-04-09", remark }];
  const reply = await ask(
    "313 since 1.0",
    contextOf({ xeps: deskOf([mam], { 313: { ...document, revisions } }) }),
  );
  expect(reply).toMatchObject({
    entries: [expect.stringMatching(/^2\.0 \(9 April 2025\): new line word .{1,160}…$/u)],
  });
});

describe("where the text cannot be had", () => {
  test("the newsletter says what it printed of newer versions, and that it is from there", async () => {
    expect(await ask("313 since 1.0", unread)).toEqual({
      head: "I cannot read XEP-0313 now. What the newsletter said of it since 1.0:",
      entries: [
        "April 2025 (Updated): Version 1.1.3 of XEP-0313 - Fixed typo\n" +
          "  https://example.org/2023/06/the-kettle-may-2023/",
      ],
      foot: page,
    });
  });

  test("and the newsletter said nothing, the page has it", async () => {
    expect(await ask("313 since 1.0", contextOf({ xeps: deskOf([mam]) }))).toBe(
      `I cannot read XEP-0313 now, and the newsletter has said nothing of it since 1.0.\n${page}`,
    );
  });
});

test.each([
  ["de", "seit", "2 Versionen seit 1.0:", "1.1.3 (9. April 2025): Fixed typo", "Newsletter"],
  ["es", "desde", "2 versiones desde 1.0:", "1.1.3 (9 de abril de 2025): Fixed typo", "boletín"],
  ["fr", "depuis", "2 versions depuis 1.0 :", "1.1.3 (9 avril 2025) : Fixed typo", "newsletter"],
  ["it", "da", "2 versioni da 1.0 in poi:", "1.1.3 (9 aprile 2025): Fixed typo", "newsletter"],
  ["pt", "desde", "2 versões desde 1.0:", "1.1.3 (9 de abril de 2025): Fixed typo", "boletim"],
] as const)("in %s", async (language, since, head, first, newsletter) => {
  expect(await ask(`313 ${since} 1.0`, read, language)).toMatchObject({
    head: `*XEP-0313: Message Archive Management*, ${head}`,
    entries: [first, expect.any(String)],
  });
  expect(await ask(`313 ${since} 1.0`, unread, language)).toMatchObject({
    head: expect.stringContaining(newsletter),
  });
});
