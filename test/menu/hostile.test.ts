/** The menu against whatever somebody may send. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { toEntries } from "../../src/menu/commands.ts";
import { createMenu } from "../../src/menu/menu.ts";
import { voiceOf } from "../../src/words/voice.ts";
import { answerWith, toReply } from "../../src/xmpp/answers.ts";
import { type Element, xml } from "../../src/xmpp/stanza.ts";
import { askerOf, contextOf } from "../commands/context.ts";

const NS = "http://jabber.org/protocol/commands";
const DATA = "jabber:x:data";
const text = fc.string({ unit: "grapheme", maxLength: 40 });
const action = fc.constantFrom("execute", "next", "complete", "prev", "cancel", "toString", "");
const form = fc.record({
  type: fc.constantFrom("submit", "cancel", "form", "constructor"),
  fields: fc.array(fc.tuple(fc.constantFrom("xep", "words", "section", "__proto__", "year"), text), {
    maxLength: 4,
  }),
});
const step = fc.record({ action, form: fc.option(form), isOther: fc.boolean() });

test("any form, in any order, is answered by one stanza, and nothing fails", async () => {
  const failures: unknown[] = [];
  const menu = createMenu({
    entries: toEntries(commands, () => contextOf()),
    visitor: (from) => ({ from, isMember: false, asker: askerOf({ where: "direct", voice: voiceOf("en") }) }),
    mayAsk: () => true,
    failed: (_, error) => failures.push(error),
  });
  const node = fc.constantFrom(...commands.map(({ name }) => name), "__proto__", "panel/publish");
  const toIq = (attrs: Readonly<Record<string, string | undefined>>, filled?: Element | null): Element =>
    xml(
      "iq",
      { type: "set", from: "eve@example.org/x", id: "1" },
      xml("command", { xmlns: NS, ...attrs }, filled ?? ""),
    );
  await fc.assert(
    fc.asyncProperty(node, fc.array(step, { maxLength: 4 }), async (name, steps) => {
      const ask = async (iq: Element): Promise<Element> =>
        toReply(iq, await answerWith((...question) => menu.answer(...question), iq));
      let reply = await ask(toIq({ node: name }));
      for (const { action: next, form: filled, isOther } of steps) {
        const sessionid = reply.getChild("command")?.attrs["sessionid"];
        const fields = (filled?.fields ?? []).map(([key, value]) =>
          xml("field", { var: key }, xml("value", {}, value)),
        );
        const submitted = filled && xml("x", { xmlns: DATA, type: filled.type }, ...fields);
        reply = await ask(
          toIq({ node: name, action: next, sessionid: isOther ? `${sessionid}x` : sessionid }, submitted),
        );
        expect(["result", "error"]).toContain(reply.attrs["type"]);
      }
    }),
    { numRuns: 60 },
  );
  expect(failures).toEqual([]);
});
