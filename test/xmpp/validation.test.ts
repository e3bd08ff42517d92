/** What a form says of the values that its fields take. */

import { expect, test } from "vitest";
import { maximum } from "../../src/xmpp/validation.ts";
import { element } from "../support/conversation.ts";

const form = (range: string) =>
  element(`
    <x xmlns="jabber:x:data" type="form">
      <field var="pubsub#title"/>
      <field var="pubsub#max_items">
        <validate xmlns="http://jabber.org/protocol/xdata-validate" datatype="pubsub:integer-or-max">${range}</validate>
      </field>
    </x>`);

test("a field with a range has a largest number", () => {
  expect(maximum(form(`<range min="1" max="256"/>`), "pubsub#max_items")).toBe(256);
});

test("a field without a range, another field and no form at all have none", () => {
  expect(maximum(form(""), "pubsub#max_items")).toBeUndefined();
  expect(maximum(form(`<range min="1"/>`), "pubsub#max_items")).toBeUndefined();
  expect(maximum(form(`<range max="256"/>`), "pubsub#title")).toBeUndefined();
  expect(maximum(form(`<range max="256"/>`), "pubsub#type")).toBeUndefined();
  expect(maximum(undefined, "pubsub#max_items")).toBeUndefined();
});

test("what is no number is none", () => {
  expect(maximum(form(`<range max="many"/>`), "pubsub#max_items")).toBeUndefined();
  expect(maximum(form(`<range max=""/>`), "pubsub#max_items")).toBeUndefined();
});
