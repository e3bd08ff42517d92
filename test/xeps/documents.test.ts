/** Fetching the texts of XEPs, from a server on the loopback interface. */

import { readFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { expect, test } from "vitest";
import { createXeps } from "../../src/xeps/desk.ts";
import { LONGEST_DOCUMENT } from "../../src/xeps/document.ts";
import { createDocuments, type DocumentsOptions } from "../../src/xeps/documents.ts";
import { serve } from "./serve.ts";
import { xepOf } from "./xeps.ts";

const xml = readFileSync(new URL("../fixtures/xep-0012.xml", import.meta.url), "utf8");
const tea = xepOf({ number: 12, version: "1.2.0" });

/** A server, what it was asked, the texts from it, a clock that can be put forward, and what was said of failures. */
async function scene(listener: RequestListener, options: Partial<DocumentsOptions> = {}) {
  const asked: string[] = [];
  const said: string[] = [];
  let time = Date.parse("2026-06-30T12:00:00Z");
  const list = await serve((request, response) => {
    asked.push(request.url ?? "");
    listener(request, response);
  });
  const documents = createDocuments({
    list: new URL(list),
    now: () => new Date(time),
    failed: (sentence) => said.push(sentence),
    ...options,
  });
  return { asked, said, documents, wait: (milliseconds: number) => (time += milliseconds) };
}

test("a text is fetched from beside the list, once for everybody who asks meanwhile and afterwards", async () => {
  const { documents, asked } = await scene((_, response) => response.end(xml));
  const [one, another] = await Promise.all([documents.of(tea), documents.of(tea)]);
  expect(one?.sections[0]).toEqual({ number: "1", title: "Introduction", anchor: "intro" });
  expect(another).toBe(one);
  expect(await documents.of(tea)).toBe(one);
  expect(asked).toEqual(["/xep-0012.xml"]);
});

test("a text is fetched again when the list knows another version", async () => {
  const { documents, asked } = await scene((_, response) => response.end(xml));
  const one = await documents.of(tea);
  const another = await documents.of({ ...tea, version: "1.3.0" });
  expect(another).toEqual(one);
  expect(another).not.toBe(one);
  expect(asked).toHaveLength(2);
});

test("where the list is switched off no text is fetched", async () => {
  const { documents, asked } = await scene((_, response) => response.end(xml), { list: undefined });
  expect(await documents.of(tea)).toBeUndefined();
  expect(asked).toEqual([]);
});

test("what cannot be had is asked for again after a minute, and not before", async () => {
  let isBroken = true;
  const { documents, asked, said, wait } = await scene((_, response) =>
    isBroken ? response.writeHead(503).end() : response.end(xml),
  );
  expect(await documents.of(tea)).toBeUndefined();
  wait(59_000);
  expect(await documents.of(tea)).toBeUndefined();
  expect(asked).toHaveLength(1);
  expect(said).toEqual([expect.stringMatching(/^XEP-0012 could not be fetched: .* answered 503\.$/u)]);
  isBroken = false;
  wait(1_000);
  expect(await documents.of(tea)).toBeDefined();
});

test("a newer text that cannot be had leaves the older one", async () => {
  let isBroken = false;
  const { documents } = await scene((_, response) =>
    isBroken ? response.writeHead(404).end() : response.end(xml),
  );
  const one = await documents.of(tea);
  isBroken = true;
  expect(await documents.of({ ...tea, version: "1.3.0" })).toBe(one);
});

test("a server that does not answer is waited for as long as was said", async () => {
  const { documents, said } = await scene(() => undefined, { timeout: 50 });
  expect(await documents.of(tea)).toBeUndefined();
  expect(said).toEqual(["XEP-0012 could not be fetched: there was no answer within 0.05 s."]);
});

test.each<[string, RequestListener, RegExp]>([
  [
    "longer than any",
    (_, response) => response.writeHead(200, { "content-length": LONGEST_DOCUMENT + 1 }).write("<"),
    /longer than 2097152 bytes\.$/u,
  ],
  ["a web page", (_, response) => response.end("<!doctype html><p>Sorry"), /not believed/u],
  ["not UTF-8", (_, response) => response.end(Buffer.from([0x3c, 0xff])), /it is not UTF-8\.$/u],
  [
    "elsewhere in the clear",
    (_, response) => response.writeHead(302, { location: "http://elsewhere.example/" }).end(),
    /redirects to an address that is not followed/u,
  ],
])("a text that is %s is none", async (_, listener, reason) => {
  const { documents, said } = await scene(listener);
  expect(await documents.of(tea)).toBeUndefined();
  expect(said).toEqual([expect.stringMatching(reason)]);
});

test("forty texts are kept, those that were asked for last", async () => {
  const { documents, asked } = await scene((_, response) => response.end(xml));
  for (let number = 1; number <= 40; number += 1) await documents.of(xepOf({ number }));
  await documents.of(xepOf({ number: 1 }));
  await documents.of(xepOf({ number: 41 }));
  await documents.of(xepOf({ number: 1 }));
  await documents.of(xepOf({ number: 2 }));
  expect(asked.slice(40)).toEqual(["/xep-0041.xml", "/xep-0002.xml"]);
});

test("no more than four are asked for at once", async () => {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const { documents, asked } = await scene((_, response) => void promise.then(() => response.end(xml)));
  const four = [1, 2, 3, 4].map((number) => documents.of(xepOf({ number })));
  expect(await documents.of(tea)).toBeUndefined();
  resolve(undefined);
  const got = await Promise.all(four);
  expect(got.map((document) => document?.examples.length)).toEqual([3, 3, 3, 3]);
  expect(asked).toHaveLength(4);
});

test("commands ask the list of now, and for texts by number", async () => {
  const { documents, asked } = await scene((_, response) => response.end(xml));
  const xeps = createXeps([tea], documents);
  expect(await xeps.document(13)).toBeUndefined();
  expect((await xeps.document(12))?.examples).toHaveLength(3);
  xeps.replace([tea, xepOf({ number: 13 })]);
  expect(xeps.newest).toBe(13);
  expect(xeps.all).toHaveLength(2);
  expect(xeps.find(13)?.title).toBe("Tea");
  expect(xeps.search("tea").matches).toHaveLength(2);
  expect(asked).toEqual(["/xep-0012.xml"]);
});
