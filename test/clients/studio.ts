/** Where the pictures are taken: a real Prosody, and the bot in a room of it with the issues of this repository. */

import { fileURLToPath } from "node:url";
import { startBot } from "../support/bot.ts";
import { startProsody } from "../support/prosody.ts";
import { ROOMS, type Server } from "../support/server.ts";
import { connect } from "../support/stanza-client.ts";

export const BOT = "newsstand";
export const READER = "ana";
const CONTENT = fileURLToPath(new URL("../../content", import.meta.url));

export interface Studio extends AsyncDisposable {
  readonly server: Server;
  readonly room: string;
  /** The full JID of the bot. */
  readonly jid: () => string;
}

export async function setStudio(): Promise<Studio> {
  await using made = new AsyncDisposableStack();
  const server = made.use(
    await startProsody({
      accounts: { [BOT]: "secret", [READER]: "secret" },
      // A room that gives ids to messages has replies.
      lua: `Component "${ROOMS}" "muc"\n  modules_enabled = { "muc_mam" }\n`,
    }),
  );
  const room = `commteam@${server.rooms}`;
  // The room belongs to the reader, who made it.
  await using reader = await connect(server.wsUrl, server.jid(READER), server.password(READER));
  await reader.join(room, READER);
  const bot = made.use(
    startBot({
      server,
      account: BOT,
      content: CONTENT,
      rooms: [room],
      settings: { NODE: "newsletter", OPERATORS: server.jid(READER) },
    }),
  );
  await bot.ready();
  const all = made.move();
  return {
    server,
    room,
    jid: () => /online as (\S+)/u.exec(bot.log())?.[1] ?? server.jid(BOT),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}
