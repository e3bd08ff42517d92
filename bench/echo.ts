/**
 * A bare echo, in a process of its own as the bot is: an occupant who says again what it is told, and does nothing else. Told a
 * number first, it says as many characters.
 */

import { randomUUID } from "node:crypto";
import { openOccupant } from "./occupant.ts";
import type { Login } from "./raw.ts";

/** What it is told by its only argument, as JSON. */
export interface EchoOptions {
  readonly login: Login;
  readonly nick: string;
  readonly rooms: readonly string[];
}

const { login, nick: own, rooms }: EchoOptions = JSON.parse(process.argv[2] ?? "");
const prefix = `${own}: `;
const occupant = await openOccupant(login, own, ({ room, nick, body }) => {
  if (nick === own || !body.startsWith(prefix)) return;
  const line = body.slice(prefix.length);
  occupant.say(room, line.padEnd(Number.parseInt(line, 10) || 0, "."), randomUUID());
});
for (const room of rooms) await occupant.enter(room);
process.stdout.write("ready\n");
// It ends with whoever started it.
process.stdin.on("close", () => process.exit()).resume();
