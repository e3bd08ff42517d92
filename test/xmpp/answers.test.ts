/** RFC 6120, section 8.2.3: answers to requests. */

import { parse } from "ltx";
import { expect, test } from "vitest";
import { type Answer, answerWith, isRequest, toReply } from "../../src/xmpp/answers.ts";
import { element, xmlEqual } from "../support/conversation.ts";

const request = (inside = `<query xmlns="urn:q">${"x".repeat(1000)}</query>`) =>
  element(`<iq type="get" from="a@b/c" to="bot@b/d" id="1">${inside}</iq>`);
const reply = (answer: Answer, iq = request()) => {
  const answered = answerWith(() => answer, iq);
  return toReply(iq, answered instanceof Promise ? undefined : answered);
};
const error = (type: string, condition: string) =>
  element(`<iq type="error" to="a@b/c" id="1"><error type="${type}">
    <${condition} xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></iq>`);

test("a request is an iq that asks for something", () => {
  expect(["get", "set", "result", "error"].map((type) => isRequest(element(`<iq type="${type}"/>`)))).toEqual(
    [true, true, false, false],
  );
  expect(isRequest(element(`<message type="get"/>`))).toBe(false);
});

test("a result carries its payload, or nothing", () => {
  const result = reply({ result: element(`<answer xmlns="urn:q"/>`) });
  expect(xmlEqual(result, element(`<iq type="result" to="a@b/c" id="1"><answer xmlns="urn:q"/></iq>`))).toBe(
    true,
  );
  expect(xmlEqual(reply({ result: undefined }), element(`<iq type="result" to="a@b/c" id="1"/>`))).toBe(true);
});

test("what is not served is refused, without repeating what was sent", () => {
  expect(xmlEqual(reply(undefined), error("cancel", "service-unavailable"))).toBe(true);
  expect(xmlEqual(reply({ condition: "forbidden", type: "auth" }), error("auth", "forbidden"))).toBe(true);
});

test("a request without a payload, or with two, is a bad one", () => {
  expect(xmlEqual(reply(undefined, request("")), error("modify", "bad-request"))).toBe(true);
  expect(
    xmlEqual(reply(undefined, request(`<a xmlns="x"/><b xmlns="x"/>`)), error("modify", "bad-request")),
  ).toBe(true);
});

test("a request nested 10,000 times is refused like any other", () => {
  const deep = "<a>".repeat(10_000) + "</a>".repeat(10_000);
  const asked = parse(`<iq type="get" from="a@b/c" to="bot@b/d" id="1">${deep}</iq>`);
  expect(xmlEqual(reply(undefined, asked), error("cancel", "service-unavailable"))).toBe(true);
});

test("what a specification says of a refusal stands beside what everybody understands", () => {
  const specific = { name: "bad-action", xmlns: "urn:q" };
  const expected = element(`<iq type="error" to="a@b/c" id="1"><error type="modify">
    <bad-request xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/><bad-action xmlns="urn:q"/></error></iq>`);
  const refused = reply({ condition: "bad-request", type: "modify", specific });
  expect(xmlEqual(refused, expected)).toBe(true);
});

test("an answer that takes a while is waited for", async () => {
  const late = Promise.resolve({ result: undefined });
  expect(await answerWith(() => late, request())).toEqual({ result: undefined });
});

test("a request without an id or a sender is answered without one", () => {
  const anonymous = element(`<iq type="get"><query xmlns="urn:q"/></iq>`);
  expect(reply(undefined, anonymous).attrs).toEqual({ type: "error" });
});
