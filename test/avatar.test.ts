/** The picture that an operator names, and the one that comes with the bot. */

import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readPicture } from "../src/avatar.ts";
import { jpeg } from "./support/pictures.ts";

test("the default is a small PNG", async () => {
  const picture = await readPicture(undefined);
  expect(picture).toMatchObject({ type: "image/png", width: 192, height: 192 });
  expect(picture?.id).toMatch(/^[0-9a-f]{40}$/u);
  expect(picture?.bytes.length).toBeLessThan(5_000);
});

test("off is none", async () => {
  expect(await readPicture("off")).toBeUndefined();
});

describe("a file", () => {
  test("is known by its content, not by its name", async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), "avatar-"));
    const path = join(folder.path, "avatar.png");
    await writeFile(path, jpeg(64, 48));
    expect(await readPicture(path)).toMatchObject({ type: "image/jpeg", width: 64, height: 48 });
  });

  test.each([
    ["that is missing", undefined, "cannot be read (ENOENT)"],
    ["that is no picture", "text", "is no PNG, JPEG or WebP picture"],
    ["that is too large", "x".repeat(100_001), "has more than 100 kB"],
  ])("%s is named with the setting", async (_, content, why) => {
    await using folder = await mkdtempDisposable(join(tmpdir(), "avatar-"));
    const path = join(folder.path, "avatar.png");
    if (content !== undefined) await writeFile(path, content);
    const failure = readPicture(path);
    await expect(failure).rejects.toThrow(`${path} ${why}`);
    await expect(failure).rejects.toThrow("NEWSSTAND_AVATAR");
  });
});
