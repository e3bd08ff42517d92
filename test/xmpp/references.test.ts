/** XEP-0372: people who are mentioned. */

import { expect, test } from "vitest";
import { mentionsOf } from "../../src/xmpp/references.ts";
import { element } from "../support/conversation.ts";

test.each([
  [`uri="xmpp:a@b" begin="0" end="3"`, [{ jid: "a@b", range: { start: 0, end: 3 } }]],
  [`uri="xmpp:r@b/News%20Bot"`, [{ jid: "r@b/News Bot", range: undefined }]],
  [`uri="XMPP://c@d/a@b"`, [{ jid: "a@b", range: undefined }]],
  [`uri="xmpp:a@b?message;body=x"`, [{ jid: "a@b", range: undefined }]],
  [`uri="xmpp:r@b/50%"`, [{ jid: "r@b/50%", range: undefined }]],
  [`uri="xmpp:a@b" begin="4" end="3"`, [{ jid: "a@b", range: undefined }]],
  [`uri="xmpp:"`, []],
  [`uri="https://example.org/"`, []],
  [`uri="xmpp:a@b" anchor="xmpp:x"`, []],
  ["", []],
])("a reference with %s mentions %j", (attributes, mentioned) => {
  const xml = `<message><reference xmlns="urn:xmpp:reference:0" type="mention" ${attributes}/></message>`;
  expect(mentionsOf(element(xml))).toEqual(mentioned);
});

test("other references mention nobody", () => {
  const xml = `<message><reference xmlns="urn:xmpp:reference:0" type="data" uri="xmpp:a@b"/></message>`;
  expect(mentionsOf(element(xml))).toEqual([]);
});
