/** The parts of the list of subscribers, as they are stored. */

import { expect, test } from "vitest";
import { bucketOf, BUCKETS, EMPTY, fromElement, toElement, withPerson } from "../../src/announce/buckets.ts";
import { element } from "../support/conversation.ts";
import { people } from "./post.ts";

const ana = {
  jid: "ana@chat.example",
  topics: ["issues:en", "items:servers"] as const,
  failures: 0,
  tried: false,
};
const bob = { jid: "bob@chat.example", topics: ["issues:de"] as const, failures: 2, tried: true };

test("a bucket is stored, and read again, its people in order", () => {
  const bucket = withPerson(withPerson(EMPTY, bob.jid, bob), ana.jid, ana);
  expect(bucket).toEqual({ revision: 2, people: [ana, bob] });
  expect(fromElement(element(toElement(bucket).toString()))).toEqual(bucket);
});

test("an empty bucket is stored as well: one that is missing was lost", () => {
  const bucket = withPerson(withPerson(EMPTY, ana.jid, ana), ana.jid, undefined);
  expect(fromElement(element(toElement(bucket).toString()))).toEqual({ revision: 2, people: [] });
});

test("what is no bucket is not taken for an empty one", () => {
  expect(fromElement(element("<subscribers xmlns='urn:x-newsstand:subscribers'/>"))).toBeUndefined();
  expect(fromElement(element("<other revision='1'/>"))).toBeUndefined();
});

test("people are spread over all buckets", () => {
  const counts = Array.from({ length: BUCKETS }, () => 0);
  for (const jid of people(10_000)) counts[bucketOf(jid)] = (counts[bucketOf(jid)] ?? 0) + 1;
  expect(Math.min(...counts)).toBeGreaterThan(40);
  expect(Math.max(...counts)).toBeLessThan(130);
});
