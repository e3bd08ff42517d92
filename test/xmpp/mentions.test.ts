/** XEP-0513: explicit mentions. */

import { expect, test } from "vitest";
import { mentionsOf } from "../../src/xmpp/mentions.ts";
import { element } from "../support/conversation.ts";

const mentioned = (mention: string, language?: string) =>
  mentionsOf(element(`<message>${mention}</message>`), language);
const NS = `xmlns="urn:xmpp:mentions:0"`;

test("somebody is mentioned by occupant id or by JID, with the part of the text that names them", () => {
  expect(mentioned(`<mention ${NS} occupantid="a" begin="7" end="12"/>`)).toEqual([
    { jid: undefined, occupantId: "a", range: { start: 7, end: 12 } },
  ]);
  expect(mentioned(`<mention ${NS} jid="a@b"/>`)).toEqual([
    { jid: "a@b", occupantId: undefined, range: undefined },
  ]);
  expect(mentioned(`<mention ${NS} jid="a@b" begin="7"/>`)).toMatchObject([{ range: undefined }]);
});

test.each([
  ["a group", `<mention ${NS} mentions="urn:xmpp:mentions:0#channel"/>`],
  ["somebody who is not to be disturbed", `<mention ${NS} occupantid="a"><noping/></mention>`],
  ["a body in another language", `<mention ${NS} occupantid="a" hreflang="ja"/>`],
  ["something else", `<mention xmlns="urn:x" occupantid="a"/>`],
])("nobody is mentioned by %s", (_, xml) => {
  expect(mentioned(xml, "en")).toEqual([]);
});

test("those who are active are mentioned like others, and so is a body in this language", () => {
  expect(mentioned(`<mention ${NS} occupantid="a" hreflang="en"><active/></mention>`, "en")).toHaveLength(1);
});
