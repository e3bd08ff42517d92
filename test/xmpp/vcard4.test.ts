/** XEP-0292: the vCard of an automated entity. */

import { expect, test } from "vitest";
import { says, toElement } from "../../src/xmpp/vcard4.ts";
import { element, xmlEqual } from "../support/conversation.ts";

const card = { name: "News", note: "Every month", url: "https://example.org/" };
const NS = `xmlns="urn:ietf:params:xml:ns:vcard-4.0"`;
const OURS = `
  <kind><text>application</text></kind>
  <fn><text>News</text></fn>
  <nickname><text>News</text></nickname>
  <note><text>Every month</text></note>
  <url><uri>https://example.org/</uri></url>`;

test("says what it is, its name, what it is about and where it is on the web", () => {
  expect(xmlEqual(toElement(card, undefined), element(`<vcard ${NS}>${OURS}</vcard>`))).toBe(true);
});

test("what others put into it stays, and what is ours is there once", () => {
  const before = element(`
    <vcard ${NS}><fn><text>Old</text></fn><email><text>a@example.org</text></email><url><uri>x</uri></url></vcard>`);
  const expected = element(`<vcard ${NS}>${OURS}<email><text>a@example.org</text></email></vcard>`);
  expect(xmlEqual(toElement(card, before), expected)).toBe(true);
});

test("what is empty is not said", () => {
  const vcard = toElement(
    { ...card, note: "" },
    element(`<vcard ${NS}><note><text>Old</text></note></vcard>`),
  );
  expect(vcard.getChild("note")).toBeUndefined();
});

test("a vCard says something when all of it is there", () => {
  expect(says(toElement(card, undefined), card)).toBe(true);
  expect(says(toElement({ ...card, note: "" }, undefined), { ...card, note: "" })).toBe(true);
});

test.each([
  ["nothing", undefined],
  ["an empty vCard", `<vcard ${NS}/>`],
  ["another name", `<vcard ${NS}>${OURS.replace("<fn><text>News", "<fn><text>Old")}</vcard>`],
  ["another namespace", `<vcard xmlns="urn:x">${OURS}</vcard>`],
])("%s does not say it", (_, xml) => {
  expect(says(xml === undefined ? undefined : element(xml), card)).toBe(false);
});

test("a note that is to be empty is seen", () => {
  expect(says(toElement(card, undefined), { ...card, note: "" })).toBe(false);
});

test("parameters of a property are not its value", () => {
  const fn = `<fn><parameters><language><language-tag>en</language-tag></language></parameters><text>News</text></fn>`;
  const vcard = element(`<vcard ${NS}>${OURS.replace("<fn><text>News</text></fn>", fn)}</vcard>`);
  expect(says(vcard, card)).toBe(true);
});
