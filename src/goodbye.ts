/** The end: what was accepted is sent, and everybody hears that the bot goes. */

import { setTimeout } from "node:timers/promises";
import type { Log } from "./log.ts";
import type { Rooms } from "./rooms.ts";
import type { Standby } from "./standby.ts";
import type { Telling } from "./telling.ts";
import type { Outbox } from "./xmpp/outbox.ts";
import type { Session } from "./xmpp/session.ts";
import { xml } from "./xmpp/stanza.ts";

/** How long the bot, once stopped, tries to be rid of the messages that it accepted, in ms. */
const LAST_CHANCE = 2_000;
/** How long it waits for the other bots of its account to know, in ms. */
const LAST_WORD = 500;

/** Sends what was accepted, leaves the rooms, says that the bot is unavailable, and closes the stream. */
export async function goodbye({ session, rooms, outbox, standby, telling, log }: Leaving): Promise<void> {
  session.hurry();
  await Promise.all([outbox.settle(LAST_CHANCE), telling.stop(LAST_CHANCE / 2)]);
  for (const to of outbox.close()) log.warn(`the bot stops before a message to ${to} could be sent`);
  if (session.isOnline()) {
    const told = standby.stop();
    rooms.leave();
    session.send(xml("presence", { type: "unavailable" }));
    // A frozen link does not keep the bot from its end.
    await Promise.race([told, setTimeout(LAST_WORD, undefined, { ref: false })]);
  }
  await session.stop();
}

interface Leaving {
  readonly session: Session;
  readonly rooms: Rooms;
  readonly outbox: Outbox;
  readonly standby: Standby;
  readonly telling: Telling;
  readonly log: Log;
}
