/** The decision at the heart. */

import { expect, test } from "vitest";
import { assertSafe, newestThatFit, plan, UnsafePlanError } from "../../src/publish/plan.ts";
import type { Entry } from "../../src/xmpp/atom.ts";
import { entries, entry } from "../support/entries.ts";

const now = new Date("2024-06-01T12:00:00Z");
const options = { now, isOurs: () => true, isKept: () => false };

test("a node that holds the desired entries needs no change", () => {
  expect(plan(entries({ a: "One" }), entries({ a: "One" }), options)).toEqual([]);
});

test("what is missing or different is published, what is no longer desired is retracted", () => {
  const changes = plan(entries({ a: "One", b: "Two" }), entries({ a: "Old", c: "Three" }), options);
  expect(changes.map(({ action, id }) => `${action} ${id}`)).toEqual(["update a", "publish b", "retract c"]);
});

test("publications come in the order of the desired entries, whatever the node's order", () => {
  const changes = plan(entries({ b: "B", a: "A", c: "C" }), entries({}), options);
  expect(changes.map(({ id }) => id)).toEqual(["b", "a", "c"]);
});

test("an edit moves `updated` and keeps id and date of publication", () => {
  const before = {
    ...entry("One"),
    id: "tag:x",
    published: "2024-01-01T00:00:00Z",
    updated: "2024-01-01T00:00:00Z",
  };
  const edited = { ...entry("Two"), published: "2024-03-01T00:00:00Z", updated: "2024-01-01T00:00:00Z" };
  expect(plan(new Map([["a", edited]]), new Map([["a", before]]), options)).toEqual([
    {
      action: "update",
      id: "a",
      entry: { ...edited, id: "tag:x", published: "2024-01-01T00:00:00Z", updated: "2024-06-01T12:00:00Z" },
    },
  ]);
});

test("dates alone are no reason to notify everybody", () => {
  const before = { ...entry("One"), published: "2024-01-01T00:00:00Z", updated: "2024-05-05T00:00:00Z" };
  expect(plan(entries({ a: "One" }), new Map([["a", before]]), options)).toEqual([]);
});

test.each([
  [
    "what the author says, if that is later",
    "2024-02-01T00:00:00Z",
    "2024-03-01T00:00:00Z",
    "2024-03-01T00:00:00Z",
  ],
  [
    "now, if the author says nothing new",
    "2024-02-01T00:00:00Z",
    "2024-01-01T00:00:00Z",
    "2024-06-01T12:00:00Z",
  ],
  [
    "a second later, if the clock is behind",
    "2025-01-01T00:00:00Z",
    "2024-01-01T00:00:00Z",
    "2025-01-01T00:00:01Z",
  ],
  ["now, if the node has no date", "", "2024-01-01T00:00:00Z", "2024-06-01T12:00:00Z"],
])("`updated` becomes %s", (_, before, said, expected) => {
  const [change] = plan(
    new Map([["a", { ...entry("Two"), updated: said }]]),
    new Map([["a", { ...entry("One"), updated: before }]]),
    options,
  );
  expect(change).toMatchObject({ entry: { updated: expected } });
});

test("an item that is no entry is replaced", () => {
  expect(plan(entries({ a: "One" }), new Map([["a", undefined]]), options)).toMatchObject([
    { action: "update", id: "a" },
  ]);
});

test("an entry of somebody else is not retracted, and where it stands in the place of ours it is replaced whole", () => {
  const published = entries({ theirs: "X", ours: "Y", squatted: "Z" });
  const isOurs = ({ title }: Entry) => title === "Y";
  const changes = plan(entries({ squatted: "Z" }), published, { ...options, isOurs });
  expect(changes).toEqual([
    { action: "update", id: "squatted", entry: entries({ squatted: "Z" }).get("squatted") },
    { action: "retract", id: "ours", title: "Y" },
  ]);
});

test("what is kept although it is not desired is not retracted", () => {
  const isKept = (id: string) => id === "broken";
  expect(plan(entries({}), entries({ broken: "X", gone: "Y" }), { ...options, isKept })).toEqual([
    { action: "retract", id: "gone", title: "Y" },
  ]);
});

test("an entry that went out without comments is not given any by the next look", () => {
  const replies = { rel: "replies", href: "xmpp:x?;node=y" };
  const desired = new Map([["a", { ...entry("One"), links: [replies] }]]);
  expect(plan(desired, new Map([["a", entry("One")]]), options)).toEqual([]);
  expect(plan(desired, new Map([["a", entry("Old")]]), options)).toMatchObject([
    { entry: { title: "One", links: [] } },
  ]);
});

test("a plan that would retract more than its share is refused with a sentence", () => {
  const published = entries({
    a: "1",
    b: "2",
    c: "3",
    d: "4",
    e: "5",
    f: "6",
    g: "7",
    h: "8",
    i: "9",
    j: "10",
  });
  const without = (count: number) => plan(new Map([...published].slice(count)), published, options);
  expect(() => assertSafe(without(3), 10)).not.toThrow();
  expect(() => assertSafe(without(4), 10)).toThrow(UnsafePlanError);
  expect(() => assertSafe(without(4), 10)).toThrow("this would retract 4 of the 10 items of the node");
  expect(() => assertSafe(without(4), 10, 0.4)).not.toThrow();
});

test("a node that is too small is given the newest, and what is left out is named", () => {
  const three = entries({ a: "1", b: "2", c: "3" });
  const fit = (capacity: number, published = entries({})) =>
    newestThatFit(three, published, { capacity, isOurs: () => true });
  expect([...fit(2).kept.keys()]).toEqual(["b", "c"]);
  expect(fit(2).left).toEqual(["a"]);
  expect([...fit(2, entries({ foreign: "X" })).kept.keys()]).toEqual(["c"]);
  expect([...fit(10).kept.keys()]).toEqual(["a", "b", "c"]);
});

test("where nobody knows the capacity, what is older than all that we have there is taken for dropped", () => {
  const four = entries({ a: "1", b: "2", c: "3", d: "4" });
  const fit = (...held: string[]) =>
    newestThatFit(four, new Map(held.map((id) => [id, entry(id)])), {
      capacity: undefined,
      isOurs: ({ title }) => title !== "a",
    });
  expect(fit().left).toEqual([]);
  expect(fit("b").left).toEqual(["a"]);
  expect(fit("c", "d").left).toEqual(["a", "b"]);
  expect([...fit("b", "d").kept.keys()]).toEqual(["b", "c", "d"]);
  expect(fit("a").left).toEqual([]);
});
