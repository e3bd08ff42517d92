/** XEP-0004: data forms. */

import { expect, test } from "vitest";
import { fromForm, isSameValue, toForm } from "../../src/xmpp/forms.ts";
import { element, xmlEqual } from "../support/conversation.ts";

test("a form is submitted with its type first", () => {
  const form = toForm(
    "urn:example",
    new Map([
      ["a", ["1"]],
      ["b", ["x", "y"]],
    ]),
  );
  const expected = element(`
    <x xmlns="jabber:x:data" type="submit">
      <field var="FORM_TYPE" type="hidden"><value>urn:example</value></field>
      <field var="a"><value>1</value></field>
      <field var="b"><value>x</value><value>y</value></field>
    </x>`);
  expect(xmlEqual(form, expected)).toBe(true);
});

test("the values of a form are read by name", () => {
  const form = element(`
    <x xmlns="jabber:x:data" type="form"><title>t</title>
      <field var="a"><required/><value>1</value></field><field var="none"/>
    </x>`);
  expect([...fromForm(form)]).toEqual([
    ["a", ["1"]],
    ["none", []],
  ]);
  expect(fromForm(undefined).size).toBe(0);
});

test("booleans have two spellings, and other values one", () => {
  expect(isSameValue(["1"], ["true"])).toBe(true);
  expect(isSameValue(["false"], ["0"])).toBe(true);
  expect(isSameValue(["open"], ["Open"])).toBe(false);
});

test("one empty value is no value, among others it is one", () => {
  expect(isSameValue([""], [])).toBe(true);
  expect(isSameValue([], [""])).toBe(true);
  expect(isSameValue(["", ""], [])).toBe(false);
  expect(isSameValue(["a", ""], ["a"])).toBe(false);
  expect(isSameValue(["0"], [])).toBe(false);
});
