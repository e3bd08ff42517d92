/** A Prosody whose room service can be made to forget a room without telling anybody. */

import { chmod, copyFile, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { type Prosody, type ProsodyOptions, startProsody } from "./prosody.ts";
import type { Server } from "./server.ts";
import type { Reader } from "./stanza-client.ts";

const MODULE = fileURLToPath(new URL("prosody-modules/mod_forget_rooms.lua", import.meta.url));

export async function startForgetfulProsody(options: Omit<ProsodyOptions, "lua"> = {}): Promise<Prosody> {
  // The server has an account of its own, which may not be able to read where the tests stand.
  const folder = await mkdtemp(join(tmpdir(), "newsstand-module-"));
  await chmod(folder, 0o755);
  await copyFile(MODULE, join(folder, basename(MODULE)));
  await chmod(join(folder, basename(MODULE)), 0o644);
  return startProsody({
    ...options,
    lua: `plugin_paths = { "${folder}" }
Component "rooms.localhost" "muc"
  modules_enabled = { "forget_rooms" }`,
  });
}

/** Has a room forgotten by its service, on the word of a reader, and returns when it is. */
export async function forget(server: Server, reader: Reader, room: string): Promise<void> {
  reader.tell(server.rooms, room);
  await expect.poll(() => server.log(), { timeout: 10_000, interval: 10 }).toContain(`Forgot ${room}`);
}
