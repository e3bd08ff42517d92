/** Fetching the list of XEPs, from servers of many kinds on the loopback interface. */

import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { LONGEST_LIST } from "../../src/xeps/list.ts";
import { fetchList } from "../../src/xeps/refresh.ts";
import { XepListError } from "../../src/xeps/xep.ts";
import { serve } from "./serve.ts";
import { xepOf } from "./xeps.ts";

const xml = readFileSync(new URL("../fixtures/xeplist.xml", import.meta.url), "utf8");

test("a list is fetched, with what the server says of it", async () => {
  const url = await serve((_, response) => {
    response.setHeader("etag", '"one"').setHeader("last-modified", "Tue, 30 Jun 2026 10:00:00 GMT").end(xml);
  });
  const list = await fetchList({ url });
  expect(list).toMatchObject({
    xeps: [{ number: 3 }, { number: 12 }],
    etag: '"one"',
    lastModified: "Tue, 30 Jun 2026 10:00:00 GMT",
  });
});

test("a list is not sent again while it has not changed", async () => {
  const url = await serve(({ headers }, response) => {
    const isKnown = headers["if-none-match"] === '"one"' && headers["if-modified-since"] === "yesterday";
    response.writeHead(isKnown ? 304 : 200).end(isKnown ? undefined : xml);
  });
  expect(await fetchList({ url, etag: '"one"', lastModified: "yesterday" })).toBe("unchanged");
  expect(await fetchList({ url, etag: '"two"', lastModified: "yesterday" })).toMatchObject({
    etag: undefined,
  });
});

test("the first request has no conditions", async () => {
  const asked: unknown[] = [];
  const url = await serve(({ headers }, response) => {
    asked.push(headers["if-none-match"], headers["if-modified-since"]);
    response.end(xml);
  });
  await fetchList({ url });
  expect(asked).toEqual([undefined, undefined]);
});

test("redirects on the same host are followed", async () => {
  const url = await serve(({ url: path }, response) => {
    if (path === "/there") response.end(xml);
    else response.writeHead(301, { location: "/there" }).end();
  });
  expect(await fetchList({ url })).toMatchObject({ xeps: [{ number: 3 }, { number: 12 }] });
});

test("a redirect to another host is followed to https", async () => {
  const asked: string[] = [];
  const list = await fetchList({
    url: "http://xeps.example/list",
    fetch: (url) => {
      asked.push(url instanceof Request ? url.url : String(url));
      const isFirst = asked.length === 1;
      const headers = { location: "https://www.xeps.example/list" };
      return Promise.resolve(isFirst ? new Response(undefined, { status: 302, headers }) : new Response(xml));
    },
  });
  expect(asked).toEqual(["http://xeps.example/list", "https://www.xeps.example/list"]);
  expect(list).toMatchObject({ xeps: [{ number: 3 }, { number: 12 }] });
});

test.each([
  ["http://xeps.example/list", "http://elsewhere.example/list"],
  ["https://xeps.example/list", "http://xeps.example/list"],
  ["https://xeps.example/list", "file:///etc/passwd"],
  ["https://xeps.example/list", undefined],
])("a redirect from %s to %s is not followed", async (url, location) => {
  let requests = 0;
  const fetch = (): Promise<Response> => {
    requests += 1;
    return Promise.resolve(
      new Response(undefined, { status: 302, headers: location === undefined ? {} : { location } }),
    );
  };
  await expect(fetchList({ url, fetch })).rejects.toThrow(XepListError);
  expect(requests).toBe(1);
});

test.each([
  ["file:///etc/passwd", /begins with file:/u],
  ["data:text/xml,<xep-infos/>", /begins with data:/u],
  ["xeplist.xml", /is no URL/u],
  ["https://me:secret@xeps.example/", /holds a user name or password/u],
])("%s is not fetched", async (url, reason) => {
  await expect(fetchList({ url })).rejects.toThrow(reason);
});

describe("what keeps the list from being had is a sentence", () => {
  test.each<[string, RequestListener, RegExp]>([
    [
      "a server that fails",
      (_, response) => response.writeHead(503).end("no"),
      /127\.0\.0\.1:\d+ answered 503\.$/u,
    ],
    ["no such page", (_, response) => response.writeHead(404).end("no"), /answered 404\.$/u],
    [
      "an answer to a question that was not asked",
      (_, response) => response.writeHead(304).end(),
      /answered 304\.$/u,
    ],
    [
      "redirects in a circle",
      (_, response) => response.writeHead(302, { location: "/" }).end(),
      /more than 5 times/u,
    ],
    ["an error page", (_, response) => response.end("<!doctype html><p>Sorry"), /it is an HTML page\.$/u],
    ["an empty answer", (_, response) => response.end(), /it is empty\.$/u],
    ["what is not UTF-8", (_, response) => response.end(Buffer.from([0x3c, 0xff])), /it is not UTF-8\.$/u],
    [
      "half a list",
      (_, response) => {
        response.setHeader("content-length", xml.length);
        response.write(xml.slice(0, 100), () => response.destroy());
      },
      /^The list of XEPs could not be fetched: /u,
    ],
  ])("%s", async (_, listener, reason) => {
    const fetching = fetchList({ url: await serve(listener), timeout: 5000 });
    await expect(fetching).rejects.toThrow(XepListError);
    await expect(fetching).rejects.toThrow(reason);
  });

  test("nobody there", async () => {
    await expect(fetchList({ url: "http://127.0.0.1:1/" })).rejects.toThrow(XepListError);
  });
});

test("a list that is announced as too long is not read", async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { "content-length": LONGEST_LIST + 1 }).write("<");
  });
  await expect(fetchList({ url })).rejects.toThrow(/longer than 4194304 bytes/u);
});

test("a list without an end is read to the limit, and the connection closed", async () => {
  let closed: Promise<unknown> = Promise.reject(new Error("Nothing was asked."));
  closed.catch(() => undefined);
  const url = await serve((_, response) => {
    closed = once(response, "close");
    const more = (): unknown => response.write("x".repeat(65_536), (error) => (error ? undefined : more()));
    more();
  });
  await expect(fetchList({ url })).rejects.toThrow(/longer than 4194304 bytes/u);
  await closed;
});

test("the limit is for what was unpacked", async () => {
  const url = await serve((_, response) => {
    response.setHeader("content-encoding", "gzip").end(gzipSync(Buffer.alloc(2 * LONGEST_LIST)));
  });
  await expect(fetchList({ url })).rejects.toThrow(/longer than 4194304 bytes/u);
});

test("a server that does not answer, or not to the end, is left after the timeout", async () => {
  const silent = await serve(() => undefined);
  await expect(fetchList({ url: silent, timeout: 50 })).rejects.toThrow(/no answer within 0\.05 s/u);
  const halting = await serve((_, response) => response.write("<xep-infos>"));
  await expect(fetchList({ url: halting, timeout: 50 })).rejects.toThrow(/no answer within 0\.05 s/u);
});

test("fetching can be stopped", async () => {
  const stop = new AbortController();
  const url = await serve(() => {
    stop.abort();
  });
  await expect(fetchList({ url, signal: stop.signal })).rejects.toThrow(/it was stopped/u);
});

test("a list that lacks what is known is refused", async () => {
  const url = await serve((_, response) => response.end(xml));
  const known = [3, 12, 13, 14].map((number) => xepOf({ number }));
  await expect(fetchList({ url, known })).rejects.toThrow(/lacks 2 of the 4 XEPs that are known/u);
});
