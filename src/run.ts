/** `run`: the bot, from its start to the signal that ends it. */

import { setTimeout } from "node:timers/promises";
import { toMasthead, toNodeOptions, toSession } from "./assembly.ts";
import { createBot, takeUp } from "./bot.ts";
import type { AccountConfig } from "./config.ts";
import { type Health, startHealth } from "./health.ts";
import { capabilities, VERSION } from "./identity.ts";
import { jobs } from "./jobs/index.ts";
import type { Log } from "./log.ts";
import { createNewsroom } from "./newsroom.ts";
import { createPublisher, type Publisher } from "./publisher.ts";
import { createRooms, type Rooms } from "./rooms.ts";
import { schedule } from "./schedule.ts";
import { createStandby, NODE as BOTS, type Standby } from "./standby.ts";
import { watchFolder } from "./watch.ts";
import { fetchList } from "./xeps/refresh.ts";
import { createRegistry } from "./xeps/registry.ts";
import type { Xep } from "./xeps/xep.ts";
import { readSnapshot } from "./xeps/snapshot.ts";
import { bare } from "./xmpp/jid.ts";
import { createOutbox, type Outbox } from "./xmpp/outbox.ts";
import { createMemory } from "./xmpp/private.ts";
import type { Session } from "./xmpp/session.ts";
import { xml } from "./xmpp/stanza.ts";
import { type Timing, TIMING } from "./xmpp/timing.ts";

/** What the process ends with when the configuration or the account is wrong (EX_CONFIG of sysexits.h). */
export const EXIT_CONFIG = 78;

/** How long the bot, once stopped, tries to be rid of the messages that it accepted, in ms. */
const LAST_CHANCE = 2_000;
/** How long it waits for the other bots of its account to know, in ms. */
const LAST_WORD = 500;

/** Runs until the signal is aborted. Gives the exit status. */
export async function run(
  config: AccountConfig,
  log: Log,
  signal: AbortSignal,
  timing: Timing = TIMING,
): Promise<number> {
  log.info(`newsstand ${VERSION} starts`, { jid: config.jid, content: config.content });
  const masthead = toMasthead(config);
  const ended = Promise.withResolvers<number>();
  signal.addEventListener("abort", () => ended.resolve(0));
  if (signal.aborted) ended.resolve(0);

  let xeps: readonly Xep[] = await readSnapshot();
  let registry = createRegistry(xeps);
  const newsroom = createNewsroom({
    masthead,
    archive: () => publisher.archive(),
    registry: () => registry,
    now: () => new Date(),
  });
  const session: Session = toSession(
    config,
    createBot({
      session: () => session,
      rooms: () => rooms,
      publisher: () => publisher,
      standby: () => standby,
      outbox: () => outbox,
      context: () => newsroom,
      nick: config.nick,
      log,
      rejected(sentence) {
        log.error(`${sentence}; the bot stops`);
        ended.resolve(EXIT_CONFIG);
      },
    }),
    timing,
  );
  const standby = createStandby({
    xmpp: session,
    memory: createMemory(session, config.jid, BOTS),
    jid: session.jid,
    act() {
      takeUp({
        session: () => session,
        rooms: () => rooms,
        outbox: () => outbox,
        publisher: () => publisher,
      });
    },
    yield: () => session.reset("another newsstand took over"),
    log,
  });
  /** Only the bot that acts publishes; one that stands by has, for all that, no session. */
  const acting: Session = { ...session, isOnline: () => session.isOnline() && standby.acts() };
  const rooms = createRooms({
    xmpp: session,
    rooms: config.rooms,
    nick: config.nick,
    extra: () => [capabilities()],
    entered: () => outbox.flush(),
    log,
  });
  const outbox = createOutbox({
    send: session.send,
    isOpen: (to) => session.isOnline() && (!config.rooms.includes(bare(to)) || rooms.isIn(bare(to))),
  });
  const publisher = createPublisher({
    session: acting,
    content: config.content,
    masthead,
    node: toNodeOptions(config),
    languages: config.languages,
    maxRetract: config.maxRetract / 100,
    maxItems: config.maxItems,
    read: () => newsroom.refresh(),
    log,
  });
  const health = await openHealth(config, log, { session, rooms, publisher });
  const scheduled = schedule(
    jobs({
      schedules: { check: config.checkSchedule, xeps: config.xepsSchedule },
      xepsUrl: config.xepsUrl,
      check: publisher.request,
      fetchList,
      xeps: () => xeps,
      setXeps(list) {
        xeps = list;
        registry = createRegistry(list);
      },
      say: (sentence) => log.info(sentence),
      warn: (sentence) => log.warn(sentence),
    }),
    { timezone: config.timezone, log },
  );
  const watching = new AbortController();
  const watch = watchFolder(config.content, {
    onChange() {
      publisher.request();
      return Promise.resolve();
    },
    onError: (error) => log.error(error.message),
    signal: watching.signal,
  });
  const survive = guardProcess(session, log);
  publisher.request();
  session.start();

  const status = await ended.promise;
  log.info("newsstand stops");
  watching.abort();
  publisher.stop();
  await goodbye({ session, rooms, outbox, standby, log });
  await Promise.all([scheduled.stop(), health?.close(), watch]);
  survive.end();
  return status;
}

/** Sends what was accepted, leaves the rooms, says that the bot is unavailable, and closes the stream. */
async function goodbye({ session, rooms, outbox, standby, log }: Leaving): Promise<void> {
  session.hurry();
  await outbox.settle(LAST_CHANCE);
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
  readonly log: Log;
}

async function openHealth(
  { http }: AccountConfig,
  log: Log,
  { session, rooms, publisher }: { session: Session; rooms: Rooms; publisher: Publisher },
): Promise<Health | undefined> {
  if (http === undefined) return undefined;
  let before = "";
  let since = new Date();
  const state = () => {
    const now = { online: session.isOnline(), node: publisher.isReady(), rooms: rooms.state() };
    const text = JSON.stringify(now);
    if (text !== before) [before, since] = [text, new Date()];
    return { alive: session.isAlive(), ...now, since };
  };
  const health = await startHealth({ ...http, state, log }).catch((error: unknown) => {
    // The newsletter matters more than its health endpoint: whoever needs that sees it missing.
    log.error(error instanceof Error ? error.message : String(error));
    return undefined;
  });
  if (health === undefined) return undefined;
  // Nobody may ask for a long time, and `since` is when a state began.
  setInterval(state, 1_000).unref();
  log.info(
    `health at http://${http.host.includes(":") ? `[${http.host}]` : http.host}:${health.port}/healthz`,
  );
  return health;
}

/** What no part caught may have left the session in disorder: it is made anew, and the bot goes on. */
function guardProcess(session: Session, log: Log): { end(): void } {
  const onException = (error: unknown): void => {
    log.error("an error reached nobody; the session is made anew", { error });
    session.reset("the session was made anew after an error");
  };
  const onRejection = (error: unknown): void =>
    log.error("a promise was rejected and nobody heard", { error });
  process.on("uncaughtException", onException);
  process.on("unhandledRejection", onRejection);
  return {
    end() {
      process.off("uncaughtException", onException);
      process.off("unhandledRejection", onRejection);
    },
  };
}
