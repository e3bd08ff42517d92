/** A bot that does nothing but follow invitations, and come back to where it was. */

import tls from "node:tls";
import { createInvitations } from "../../src/invitations.ts";
import { createRooms, type Rooms } from "../../src/rooms.ts";
import { createRoomMemory, type RoomMemory } from "../../src/rooms/memory.ts";
import { ROOM_TIMING } from "../../src/rooms/timing.ts";
import { createStanding, type PersonStanding } from "../../src/standing.ts";
import { toSession } from "../../src/assembly.ts";
import { readConfig, requireAccount } from "../../src/config.ts";
import { createBookmarks } from "../../src/xmpp/bookmarks.ts";
import type { Session } from "../../src/xmpp/session.ts";
import { xml } from "../../src/xmpp/stanza.ts";
import { TIMING } from "../../src/xmpp/timing.ts";
import { environment } from "./bot.ts";
import { startProxy } from "./proxy.ts";
import { logTo } from "./rooms.ts";
import type { Server } from "./server.ts";

export interface GuestBot extends AsyncDisposable {
  readonly rooms: Rooms;
  readonly memory: RoomMemory;
  readonly standing: (from: string, where: "room" | "private" | "direct") => PersonStanding;
  readonly log: readonly string[];
  /** Ends as a process does that is killed: from now on nothing of it gets through. */
  kill(): Promise<void>;
}

export interface GuestOptions {
  readonly server: Server;
  readonly account: string;
  /** Bare JIDs. */
  readonly operators: readonly string[];
  readonly domains?: readonly string[];
}

/** Returns when the bot is online and has read its bookmarks. */
export async function startGuest({
  server,
  account,
  operators,
  domains = [],
}: GuestOptions): Promise<GuestBot> {
  const trusted = tls.getCACertificates("default");
  if (!trusted.includes(server.certificate)) tls.setDefaultCACertificates([...trusted, server.certificate]);
  const proxy = await startProxy(server.host, server.port);
  const settings = { SERVICE: `xmpp://127.0.0.1:${proxy.port}`, CA_FILE: "" };
  const config = requireAccount(
    await readConfig({ env: environment({ server, account, content: ".", settings }) }),
  );
  const written: string[] = [];
  const log = logTo((level, sentence) => void written.push(`${level}: ${sentence}`));
  const restored = Promise.withResolvers<void>();
  const session: Session = toSession(
    config,
    {
      answer: () => undefined,
      online() {
        session.send(xml("presence"));
        void memory.restore().then(restored.resolve);
        rooms.enter();
      },
      resumed: () => rooms.resumed(),
      offline: () => rooms.offline(),
      stanza(stanza) {
        rooms.heard(stanza);
        if (!rooms.presence(stanza) && !rooms.message(stanza)) invitations.message(stanza);
      },
      trouble: (error) => log.error(error.message),
      rejected: (sentence) => log.error(sentence),
    },
    { ...TIMING, firstPause: 20, longestPause: 100 },
  );
  const rooms = createRooms({
    xmpp: session,
    rooms: [],
    nick: "newsstand",
    extra: () => [],
    dismissed: (room) => void memory.forget(room),
    timing: { ...ROOM_TIMING, firstPause: 100, longestPause: 500, longestSlowPause: 500 },
    log,
  });
  const memory = createRoomMemory({
    bookmarks: createBookmarks(session, config.jid),
    nick: "newsstand",
    rooms: () => rooms,
    log,
  });
  const invitations = createInvitations({
    account: config.jid,
    operators,
    domains,
    rooms: () => rooms,
    memory,
    log,
  });
  const standing = createStanding({ account: config.jid, operators, configured: [], rooms: () => rooms });
  session.start();
  await restored.promise;
  return {
    rooms,
    memory,
    standing,
    log: written,
    async kill() {
      await proxy[Symbol.asyncDispose]();
      await session.stop();
      rooms.leave();
    },
    async [Symbol.asyncDispose]() {
      rooms.leave();
      await session.stop();
      await proxy[Symbol.asyncDispose]();
    },
  };
}
