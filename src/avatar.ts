/** The picture that the configuration names, or the neutral one that comes with the bot. */

import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { ConfigError } from "./config/error.ts";
import { measure } from "./picture.ts";
import type { Picture } from "./xmpp/avatar.ts";

/** In bytes: it travels inside stanzas, in base64. */
export const LARGEST_PICTURE = 100_000;

const DEFAULT = new URL("avatar.png", import.meta.url);

/**
 * Reads the picture: the file of this path, the default for `undefined`, none for `off`. Throws a `ConfigError` that says what
 * is wrong with it.
 */
export async function readPicture(path: string | undefined): Promise<Picture | undefined> {
  if (path === "off") return undefined;
  const bytes = await readFirst(path ?? DEFAULT, LARGEST_PICTURE + 1);
  if (bytes.length > LARGEST_PICTURE) throw unusable(path, "has more than 100 kB");
  const measured = measure(bytes);
  if (measured === undefined) throw unusable(path, "is no PNG, JPEG or WebP picture");
  return { id: createHash("sha1").update(bytes).digest("hex"), bytes, ...measured };
}

async function readFirst(path: string | URL, length: number): Promise<Uint8Array> {
  try {
    await using file = await open(path);
    const { bytesRead, buffer } = await file.read(new Uint8Array(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw unusable(path, `cannot be read (${code})`);
  }
}

function unusable(path: string | URL | undefined, why: string): ConfigError {
  return new ConfigError([
    `avatar (NEWSSTAND_AVATAR): ${String(path ?? DEFAULT.pathname)} ${why}. It is the path of a PNG, JPEG or WebP picture of at ` +
      `most 100 kB, or off`,
  ]);
}
