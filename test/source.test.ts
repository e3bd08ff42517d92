import { describe, expect, test } from "vitest";
import { parseConfig } from "../src/config.ts";
import type { Log } from "../src/log.ts";
import { createSource } from "../src/source.ts";
import { makeContent } from "./support/content.ts";

const nothing = (): void => {};
const log: Log = {
  error: nothing,
  warn: nothing,
  info: nothing,
  debug: nothing,
  trace: nothing,
  child: () => log,
};

describe("a folder", () => {
  test("is itself the content, may be new whenever somebody asks, and knows no history", async () => {
    const source = createSource(parseConfig("content: issues\n", "c", {}), log);
    await source.prepare();
    expect([source.folder, await source.pull(), source.lastmod("a.md")]).toEqual(["issues", true, undefined]);
    await source.close();
  });

  test("is watched", async () => {
    await using content = await makeContent();
    const stop = new AbortController();
    const source = createSource(parseConfig("", "", { NEWSSTAND_CONTENT: content.folder }), log);
    const changed = Promise.withResolvers<void>();
    const watch = source.watch({
      onChange: () => Promise.resolve(changed.resolve()),
      onError: changed.reject,
      signal: stop.signal,
    });
    const writer = setInterval(() => void content.write("a.md", "x"), 100);
    setTimeout(() => clearInterval(writer), 1_000);
    await changed.promise;
    stop.abort();
    await expect(watch).resolves.toBeUndefined();
  });
});

test("a git source without a repository names the setting", () => {
  const config = parseConfig("", "", {
    NEWSSTAND_SOURCE: "git",
    NEWSSTAND_GIT_URL: "https://git.example.org/news.git",
  });
  expect(() => createSource({ ...config, gitUrl: undefined }, log)).toThrow("NEWSSTAND_GIT_URL");
});
