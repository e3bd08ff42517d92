/** XEP-0050: ad-hoc commands as they stand in stanzas. */

import { describe, expect, test } from "vitest";
import { parseOrder, refusal, toElement, toInfo, toList } from "../../src/xmpp/ad-hoc.ts";
import { toReply } from "../../src/xmpp/answers.ts";
import { element, xmlEqual } from "../support/conversation.ts";

const NS = "http://jabber.org/protocol/commands";

function orderOf(payload: string, lang = "") {
  const iq = element(`<iq type="set" from="a@b/c" id="1"${lang}>${payload}</iq>`);
  const [inside = iq] = iq.getChildElements();
  return parseOrder(iq, inside);
}

describe("an order", () => {
  test("without an action begins a command", () => {
    expect(orderOf(`<command xmlns="${NS}" node="latest"/>`)).toEqual({
      node: "latest",
      sessionId: undefined,
      action: "execute",
      form: undefined,
      language: undefined,
    });
  });

  test("goes on with a session and brings what was filled in", () => {
    const order = orderOf(`<command xmlns="${NS}" node="xep" sessionid="s1" action="complete">
      <x xmlns="jabber:x:data" type="submit"><field var="xep"><value>313</value></field></x></command>`);
    expect(order).toMatchObject({ node: "xep", sessionId: "s1", action: "complete" });
    expect(typeof order === "object" && order.form?.attrs["type"]).toBe("submit");
  });

  test("with a form that is cancelled cancels the command", () => {
    const order = orderOf(`<command xmlns="${NS}" node="xep" sessionid="s1">
      <x xmlns="jabber:x:data" type="cancel"/></command>`);
    expect(order).toMatchObject({ action: "cancel" });
  });

  test("has the language of its payload, else that of the stanza", () => {
    const command = (lang: string) => `<command xmlns="${NS}" node="xep"${lang}/>`;
    expect(orderOf(command(` xml:lang="de"`), ` xml:lang="fr"`)).toMatchObject({ language: "de" });
    expect(orderOf(command(""), ` xml:lang="fr"`)).toMatchObject({ language: "fr" });
  });

  test("that nobody can understand says what is wrong", () => {
    expect(orderOf(`<command xmlns="${NS}" node="xep" action="explode"/>`)).toBe("malformed-action");
    expect(orderOf(`<command xmlns="${NS}" node="xep" xml:lang="no language"/>`)).toBe("bad-locale");
  });
});

test("a stage says what may come next, its default first, and a note beside its form", () => {
  const stage = toElement({
    node: "xep",
    sessionId: "s1",
    status: "executing",
    actions: ["complete", "prev"],
    form: { type: "form", title: "Which?", fields: [] },
    note: { type: "warn", text: "Careful <you>" },
    language: "en",
  });
  const expected = element(`
    <command xmlns="${NS}" node="xep" sessionid="s1" status="executing" xml:lang="en">
      <actions execute="complete"><prev/><complete/></actions>
      <x xmlns="jabber:x:data" type="form"><title>Which?</title></x>
      <note type="warn">Careful &lt;you></note>
    </command>`);
  expect(xmlEqual(stage, expected)).toBe(true);
});

test("a command that is over offers nothing more", () => {
  const stage = toElement({ node: "a", sessionId: "s", status: "canceled", language: "en" });
  const expected = `<command xmlns="${NS}" node="a" sessionid="s" status="canceled" xml:lang="en"/>`;
  expect(xmlEqual(stage, element(expected))).toBe(true);
});

test.each([
  ["bad-action", "modify", "bad-request"],
  ["bad-locale", "modify", "bad-request"],
  ["bad-payload", "modify", "bad-request"],
  ["bad-sessionid", "modify", "bad-request"],
  ["malformed-action", "modify", "bad-request"],
  ["session-expired", "cancel", "not-allowed"],
] as const)("%s is an error of the type %s with %s", (problem, type, condition) => {
  const request = element(`<iq type="set" from="a@b/c" id="1"/>`);
  const expected = element(`<iq type="error" to="a@b/c" id="1"><error type="${type}">
    <${condition} xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/><${problem} xmlns="${NS}"/></error></iq>`);
  expect(xmlEqual(toReply(request, refusal(problem)), expected)).toBe(true);
});

test("the list has an item for each command, under the address by which it was asked", () => {
  const request = element(`<iq type="get" from="a@b/c" id="1"/>`);
  const expected = element(`<iq type="result" to="a@b/c" id="1">
    <query xmlns="http://jabber.org/protocol/disco#items" node="${NS}">
      <item jid="bot@b/d" node="latest" name="The newest"/></query></iq>`);
  const list = toList("bot@b/d", [{ node: "latest", name: "The newest" }]);
  expect(xmlEqual(toReply(request, list), expected)).toBe(true);
});

test.each([
  ["latest", "command-node"],
  [NS, "command-list"],
])("%s is a %s", (node, type) => {
  const request = element(`<iq type="get" from="a@b/c" id="1"/>`);
  const expected = element(`<iq type="result" to="a@b/c" id="1">
    <query xmlns="http://jabber.org/protocol/disco#info" node="${node}">
      <identity category="automation" type="${type}" name="Name"/>
      <feature var="${NS}"/><feature var="jabber:x:data"/></query></iq>`);
  expect(xmlEqual(toReply(request, toInfo(node, "Name")), expected)).toBe(true);
});
