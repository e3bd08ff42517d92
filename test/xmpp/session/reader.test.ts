/** Text from the wire, before it is parsed. */

import { expect, test } from "vitest";
import { createReader } from "../../../src/xmpp/session/reader.ts";

/** A reader that takes elements of up to 100 characters, and what it gave to the parser. */
function begin(status = "online") {
  const given: string[] = [];
  const entity = { status, parser: { write: (text: string) => void given.push(text) } };
  return { given, reader: createReader(entity, 100) };
}

test("text waits for the end of a tag, and then goes on whole", () => {
  const { given, reader } = begin();
  for (const text of ["<message><bo", "dy>he", "llo", "</body></mess", "age><x"]) reader.read(text);
  expect(given).toEqual(["<message>", "<body>", "hello</body>", "</message>"]);
});

test("an element that does not end is refused, and one after the other is not", () => {
  const { reader } = begin();
  for (let count = 0; count < 10; count += 1) {
    reader.read(`<message>${"x".repeat(50)}</message>`);
    reader.complete();
  }
  reader.read(`<message><body>${"x".repeat(60)}`);
  expect(() => reader.read("x".repeat(60))).toThrow("an element that does not end");
});

test.each(["<!-- x -->", "<!DOCTYPE x>", "<stream:stream>"])("%s is refused", (text) => {
  expect(() => begin().reader.read(text)).toThrow("what no stream may hold");
});

test("character data in its brackets is none of these, nor is the header of a stream that opens", () => {
  const { given, reader } = begin("opening");
  reader.read("<?xml version='1.0'?><stream:stream>");
  reader.complete();
  reader.read("<x><![CDATA[y]]></x>");
  expect(given.length).toBe(2);
});
