/** XEP-0004: data forms. */

import { describe, expect, test } from "vitest";
import {
  type Field,
  fromForm,
  fromSubmission,
  isSameValue,
  toDialogue,
  toForm,
} from "../../src/xmpp/forms.ts";
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

const choice: Field = {
  name: "status",
  type: "list-single",
  label: "Status",
  options: [
    { label: "stabil", value: "Stable" },
    { label: "endgültig", value: "Final" },
  ],
  isRequired: true,
};
const words: Field = { name: "words", type: "text-single", label: "Words" };
const submitted = (...fields: readonly string[]) =>
  element(`<x xmlns="jabber:x:data" type="submit">${fields.join("")}</x>`);
const field = (name: string, ...values: readonly string[]) =>
  `<field var="${name}">${values.map((value) => `<value>${value}</value>`).join("")}</field>`;

test("a form for a person has titles, labels, options and what is required", () => {
  const form = toDialogue({
    type: "form",
    title: "XEPs",
    instructions: "Choose.",
    fields: [{ type: "fixed", label: "Now", values: ["one\ntwo"] }, choice],
  });
  const expected = element(`
    <x xmlns="jabber:x:data" type="form"><title>XEPs</title><instructions>Choose.</instructions>
      <field type="fixed" label="Now"><value>one\ntwo</value></field>
      <field var="status" type="list-single" label="Status"><required/>
        <option label="stabil"><value>Stable</value></option>
        <option label="endgültig"><value>Final</value></option></field>
    </x>`);
  expect(xmlEqual(form, expected)).toBe(true);
});

describe("what was filled in", () => {
  test("are the values that were asked for, and no others", () => {
    const form = submitted(field("status", "Final"), field("words", " a b "), field("evil", "x"));
    expect(fromSubmission(form, [choice, words])).toEqual({
      values: new Map([
        ["status", ["Final"]],
        ["words", ["a b"]],
      ]),
    });
  });

  test("lacks what is required and empty, or not there at all", () => {
    expect(fromSubmission(submitted(field("status", "")), [choice, words])).toEqual({ missing: [choice] });
    expect(fromSubmission(undefined, [choice])).toEqual({ missing: [choice] });
  });

  test.each([
    ["a choice that was not offered", submitted(field("status", "Made up"))],
    ["two choices where there is one", submitted(field("status", "Stable", "Final"))],
    ["a text that nobody types", submitted(field("status", "Final"), field("words", "x".repeat(1_001)))],
    ["a form of another type", element(`<x xmlns="jabber:x:data" type="result"/>`)],
  ])("is no answer when it is %s", (_, form) => {
    expect(fromSubmission(form, [choice, words])).toBe("no answer to it");
  });

  test("may be several choices in a list for several", () => {
    const several: Field = { ...choice, type: "list-multi" };
    expect(fromSubmission(submitted(field("status", "Stable", "Final")), [several])).toEqual({
      values: new Map([["status", ["Stable", "Final"]]]),
    });
  });
});
