/** The command lastcall. */

import { expect, test } from "vitest";
import type { Reply } from "../../src/commands/command.ts";
import { lastcall } from "../../src/commands/lastcall.ts";
import { type Language, voiceOf } from "../../src/words/voice.ts";
import { deskOf, xepOf } from "../xeps/xeps.ts";
import { askerOf, contextOf } from "./context.ts";

const proposed = (number: number, lastCall?: string) => xepOf({ number, status: "Proposed", lastCall });

async function ask(
  list: readonly ReturnType<typeof xepOf>[],
  language: Language = "en",
  now = "2026-04-10T23:59:59Z",
): Promise<Reply> {
  const context = contextOf({ xeps: deskOf(list), now: () => new Date(now) });
  return lastcall.run([], context, askerOf({ voice: voiceOf(language) }));
}

test("what is proposed is told with the days left, what ends soonest first, and what has ended or has no end last", async () => {
  const list = [
    proposed(1),
    proposed(2, "2021-10-20"),
    proposed(3, "2026-04-24"),
    proposed(4, "2026-04-09"),
    proposed(5, "2026-04-11"),
    proposed(6, "2026-04-10"),
    xepOf({ number: 7, lastCall: "2026-04-20" }),
  ];
  expect(await ask(list)).toEqual({
    head: "6 XEPs are proposed:",
    entries: [
      "XEP-0006: Tea, Last Call ends today https://xmpp.org/extensions/xep-0006.html",
      "XEP-0005: Tea, Last Call until 11 April 2026, 1 day left https://xmpp.org/extensions/xep-0005.html",
      "XEP-0003: Tea, Last Call until 24 April 2026, 14 days left https://xmpp.org/extensions/xep-0003.html",
      "XEP-0004: Tea, Last Call ended 1 day ago, on 9 April 2026 https://xmpp.org/extensions/xep-0004.html",
      "XEP-0002: Tea, Last Call ended 1,633 days ago, on 20 October 2021 https://xmpp.org/extensions/xep-0002.html",
      "XEP-0001: Tea, no Last Call yet https://xmpp.org/extensions/xep-0001.html",
    ],
  });
});

test("days are those of UTC", async () => {
  const first = async (now: string): Promise<string | undefined> => {
    const reply = await ask([proposed(1, "2026-04-14")], "en", now);
    return typeof reply === "string"
      ? reply
      : /(?:\d+ days? left|today|\d+ days? ago)/u.exec(reply.entries[0] ?? "")?.[0];
  };
  expect(await first("2026-04-13T00:00:00Z")).toBe("1 day left");
  expect(await first("2026-04-13T23:59:59Z")).toBe("1 day left");
  expect(await first("2026-04-14T00:00:00Z")).toBe("today");
  expect(await first("2026-04-15T00:00:00Z")).toBe("1 day ago");
});

test.each([
  ["en", "1 XEP is proposed:", "Last Call until 14 April 2026, 4 days left", "No XEP is proposed now."],
  [
    "de",
    "1 XEP ist vorgeschlagen:",
    "Last Call bis zum 14. April 2026, noch 4 Tage",
    "Zurzeit ist kein XEP vorgeschlagen.",
  ],
  [
    "es",
    "1 XEP está propuesta:",
    "Last Call hasta el 14 de abril de 2026, quedan 4 días",
    "Ahora no hay ninguna XEP propuesta.",
  ],
  [
    "fr",
    "1 XEP est proposée :",
    "Last Call jusqu’au 14 avril 2026, encore 4 jours",
    "Aucune XEP n’est proposée en ce moment.",
  ],
  [
    "it",
    "1 XEP è proposta:",
    "Last Call fino al 14 aprile 2026, restano 4 giorni",
    "Ora nessuna XEP è proposta.",
  ],
  [
    "pt",
    "1 XEP está proposta:",
    "Last Call até 14 de abril de 2026, faltam 4 dias",
    "Agora nenhuma XEP está proposta.",
  ],
] as const)("in %s", async (language, head, call, none) => {
  expect(await ask([proposed(1, "2026-04-14")], language)).toEqual({
    head,
    entries: [`XEP-0001: Tea, ${call} https://xmpp.org/extensions/xep-0001.html`],
  });
  expect(await ask([], language)).toBe(none);
});
