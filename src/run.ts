/** `run`: the bot, from its start to the signal that ends it. */

import { toEdition, toIssueOptions, toNodeOptions, toProfile, toSession } from "./assembly.ts";
import { readPicture } from "./avatar.ts";
import { createBot, takeUp } from "./bot.ts";
import type { AccountConfig } from "./config.ts";
import { goodbye } from "./goodbye.ts";
import { type Health, startHealth } from "./health.ts";
import { capabilities, VERSION } from "./identity.ts";
import { jobs } from "./jobs/index.ts";
import type { Log } from "./log.ts";
import { createNewsroom } from "./newsroom.ts";
import { onHangup } from "./hangup.ts";
import { createWindow } from "./publish/pace.ts";
import { ensureProfile } from "./publish/profile.ts";
import { createPublisher, type Publisher } from "./publisher.ts";
import { createRooms, type Rooms } from "./rooms.ts";
import { schedule } from "./schedule.ts";
import { createStandby, NODE as BOTS, type Standby } from "./standby.ts";
import { createSource } from "./source.ts";
import { shown } from "./source/words.ts";
import { guardProcess } from "./survival.ts";
import { createTelling } from "./telling.ts";
import { fetchList } from "./xeps/refresh.ts";
import { createRegistry } from "./xeps/registry.ts";
import type { Xep } from "./xeps/xep.ts";
import { readSnapshot } from "./xeps/snapshot.ts";
import { bare } from "./xmpp/jid.ts";
import { createOutbox } from "./xmpp/outbox.ts";
import { createMemory, type Memory } from "./xmpp/private.ts";
import type { Session } from "./xmpp/session.ts";
import { type Element, xml } from "./xmpp/stanza.ts";
import { type Timing, TIMING } from "./xmpp/timing.ts";
import * as vcardAvatar from "./xmpp/vcard-avatar.ts";

/** What the process ends with when the configuration or the account is wrong (EX_CONFIG of sysexits.h). */
export const EXIT_CONFIG = 78;

/** Runs until the signal is aborted. Gives the exit status. */
export async function run(
  config: AccountConfig,
  log: Log,
  signal: AbortSignal,
  timing: Timing = TIMING,
): Promise<number> {
  log.info(`newsstand ${VERSION} starts`, {
    jid: config.jid,
    content: config.source === "git" ? config.gitUrl && shown(config.gitUrl) : config.content,
  });
  const edition = toEdition(config);
  const picture = await readPicture(config.avatar);
  const source = createSource(config, log);
  const ended = Promise.withResolvers<number>();
  signal.addEventListener("abort", () => ended.resolve(0));
  if (signal.aborted) ended.resolve(0);

  let xeps: readonly Xep[] = await readSnapshot();
  let registry = createRegistry(xeps);
  /** The picture in the account's vCard, where nobody else says so in its presence. */
  let photo: string | undefined;
  const presence = (): Element[] => [
    capabilities(),
    ...(photo === undefined ? [] : [vcardAvatar.toUpdate(photo)]),
  ];
  const newsroom = createNewsroom({
    ...edition,
    archive: () => publisher.archive(),
    registry: () => registry,
    now: () => new Date(),
  });
  const parts = {
    session: () => session,
    rooms: () => rooms,
    publisher: () => publisher,
    standby: () => standby,
    telling: () => telling,
    outbox: () => outbox,
    presence,
  };
  const session: Session = toSession(
    config,
    createBot({
      ...parts,
      context: () => ({ ...newsroom, ...telling.context }),
      nick: config.nick,
      log,
      rejected(sentence) {
        log.error(`${sentence}; the bot stops`);
        ended.resolve(EXIT_CONFIG);
      },
    }),
    timing,
  );
  const memoryOf = (node: string): Memory => createMemory(session, config.jid, node);
  const standby = createStandby({
    xmpp: session,
    memory: memoryOf(BOTS),
    jid: () => session.jid(),
    act: () => takeUp(parts),
    yield: () => session.reset("another newsstand took over"),
    log,
  });
  /** Only the bot that acts publishes; one that stands by has, for all that, no session. */
  const acting: Session = { ...session, isOnline: () => session.isOnline() && standby.acts() };
  const rooms = createRooms({
    xmpp: session,
    rooms: roomsOf(config),
    remembering: new Set(config.announceRooms.map(({ room }) => room)),
    nick: config.nick,
    extra: presence,
    entered(room) {
      outbox.flush();
      telling.entered(room);
    },
    log,
  });
  const outbox = createOutbox({
    send: session.send,
    isOpen: (to) => session.isOnline() && (!roomsOf(config).includes(bare(to)) || rooms.isIn(bare(to))),
  });
  const window = createWindow();
  const telling = createTelling({
    config,
    edition,
    session: acting,
    rooms: () => rooms,
    outbox: () => outbox,
    window,
    archive: () => publisher.archive(),
    memoryOf,
    log,
  });
  const publisher = createPublisher({
    session: acting,
    content: source.folder,
    isThere: () => source.isThere(),
    issueOptions: { ...toIssueOptions(edition.masthead), lastmod: (file) => source.lastmod(file) },
    edition,
    node: toNodeOptions(config),
    picture,
    languages: config.languages,
    maxRetract: config.maxRetract / 100,
    maxItems: config.maxItems,
    window,
    memoryOf,
    async introduce() {
      const state = await ensureProfile(acting, config.jid, toProfile(config, picture));
      if (state.changed.length > 0) log.info(`the account has a new ${state.changed.join(", ")}`);
      for (const sentence of state.notes) log.debug(sentence);
      if (state.photo === photo) return;
      photo = state.photo;
      acting.send(xml("presence", {}, ...presence()));
    },
    read: () => newsroom.refresh(),
    followed: (issues) => telling.followed(issues),
    log,
  });
  const health = await openHealth(config, log, { session, rooms, publisher, standby });
  const scheduled = schedule(
    jobs({
      schedules: { check: config.checkSchedule, xeps: config.xepsSchedule, pull: config.gitSchedule },
      xepsUrl: config.xepsUrl,
      pull: config.source === "git" ? () => source.pull() : undefined,
      check: publisher.check,
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
  const watch = source.watch({
    onChange() {
      publisher.request();
      return Promise.resolve();
    },
    onError: (error) => log.error(error.message),
    signal: watching.signal,
  });
  const deaf = onHangup(() => {
    log.info("the content is read again, since SIGHUP was sent");
    void source.pull().then(() => publisher.check());
  });
  const survive = guardProcess(session, log);
  publisher.request();
  session.start();

  const status = await ended.promise;
  log.info("newsstand stops");
  watching.abort();
  deaf();
  publisher.stop();
  await goodbye({ session, rooms, outbox, standby, telling, log });
  await Promise.all([scheduled.stop(), health?.close(), watch, source.close()]);
  survive.end();
  return status;
}

/** Every room that the bot is in. */
function roomsOf({ rooms, announceRooms, editorsRoom }: AccountConfig): readonly string[] {
  const others = announceRooms.map(({ room }) => room);
  return [...new Set([...rooms, ...others, ...(editorsRoom === undefined ? [] : [editorsRoom])])];
}

interface Observed {
  readonly session: Session;
  readonly rooms: Rooms;
  readonly publisher: Publisher;
  readonly standby: Standby;
}

async function openHealth(
  { http }: AccountConfig,
  log: Log,
  { session, rooms, publisher, standby }: Observed,
): Promise<Health | undefined> {
  if (http === undefined) return undefined;
  let before = "";
  let since = new Date();
  const state = () => {
    const now = {
      online: session.isOnline(),
      acts: standby.acts(),
      node: publisher.isReady(),
      rooms: rooms.state(),
    };
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
