/** What a room was told, as it is stored. */

import { expect, test } from "vitest";
import * as told from "../../src/announce/told.ts";
import { element, xmlEqual } from "../support/conversation.ts";

const at = new Date("2026-11-20T10:00:00.000Z");
const STORED = `
  <told xmlns="urn:x-newsstand:announced" key="k1">
    <issue id="2026-11-05-news" state="told" at="2026-11-20T10:00:00.000Z"/>
  </told>`;

test("it is a small element with a line for each issue", () => {
  const value: told.Told = { key: "k1", notes: new Map([["2026-11-05-news", { state: "told", at }]]) };
  expect(xmlEqual(told.toElement(value), element(STORED))).toBe(true);
  expect(told.fromElement(element(STORED))).toEqual(value);
});

test.each([
  ["nothing", undefined],
  ["another element", `<other xmlns="urn:x-newsstand:announced" key="k1"/>`],
  ["another namespace", `<told xmlns="urn:other" key="k1"/>`],
  ["no key", STORED.replace(`key="k1"`, "")],
  ["an issue without an id", STORED.replace(`id="2026-11-05-news"`, "")],
  ["an unknown state", STORED.replace(`"told"`, `"asked"`)],
  ["no moment", STORED.replace("2026-11-20T10", "soon")],
])("%s counts as nothing stored", (_, xml) => {
  expect(told.fromElement(xml === undefined ? undefined : element(xml))).toBeUndefined();
});

test("only the last 300 issues are stored", () => {
  const ids = Array.from({ length: 1000 }, (_, index) => `issue-${index}`);
  const value = told.withState(told.nothingTold(), ids, { state: "silent", at }, 10);
  const stored = told.toElement(value);
  expect(stored.toString().length).toBeLessThan(30_000);
  expect([...(told.fromElement(stored)?.notes.keys() ?? [])]).toEqual(ids.slice(700));
});

test("notes that are too old are dropped when another is made", () => {
  const first = told.withState(told.nothingTold(), ["a"], { state: "told", at }, 10);
  const later = (day: number) => ({ state: "told", at: new Date(Date.UTC(2026, 10, day, 9)) }) as const;
  expect([...told.withState(first, ["b"], later(30), 10).notes.keys()]).toEqual(["a", "b"]);
  expect([...told.withState(first, ["b"], later(31), 10).notes.keys()]).toEqual(["b"]);
});

test("the id of a message is the same for ever, and nobody can tell it without the key", () => {
  const { key } = told.nothingTold();
  const id = told.messageId(key, "2026-11-05-news");
  expect(told.messageId(key, "2026-11-05-news")).toBe(id);
  expect(told.messageId(told.nothingTold().key, "2026-11-05-news")).not.toBe(id);
  expect(told.isMessageId(id)).toBe(true);
  expect(told.isMessageId(`${id}x`)).toBe(false);
});
