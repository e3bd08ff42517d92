/** `run`: the bot, from its start to the signal that ends it. */

import { onlyWhile } from "./acting.ts";
import { createAppearance } from "./appearance.ts";
import { roomsOf, toEdition, toIssueOptions, toNodeOptions, toSession } from "./assembly.ts";
import { readPicture } from "./avatar.ts";
import { createBot, takeUp } from "./bot.ts";
import type { AccountConfig } from "./config.ts";
import { goodbye } from "./goodbye.ts";
import { openHealth } from "./health.ts";
import { VERSION } from "./identity.ts";
import { createHold } from "./hold.ts";
import { jobs } from "./jobs/index.ts";
import type { Log } from "./log.ts";
import { createNewsroom } from "./newsroom.ts";
import { onHangup } from "./hangup.ts";
import { createWindow } from "./publish/pace.ts";
import { createPublisher } from "./publisher.ts";
import { createRooms } from "./rooms.ts";
import { schedule } from "./schedule.ts";
import { createStandby, NODE as BOTS } from "./standby.ts";
import { createSource } from "./source.ts";
import { shown } from "./source/words.ts";
import { guardProcess } from "./survival.ts";
import { createTalking } from "./talking.ts";
import { createTelling } from "./telling.ts";
import { createXeps } from "./xeps/desk.ts";
import { createDocuments } from "./xeps/documents.ts";
import { fetchList } from "./xeps/refresh.ts";
import { readSnapshot } from "./xeps/snapshot.ts";
import { bare } from "./xmpp/jid.ts";
import { createOutbox } from "./xmpp/outbox.ts";
import { createMemory, type Memory } from "./xmpp/private.ts";
import type { Session } from "./xmpp/session.ts";
import { xml } from "./xmpp/stanza.ts";
import { type Timing, TIMING } from "./xmpp/timing.ts";

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
  const configured = roomsOf(config);
  const picture = await readPicture(config.avatar);
  const source = createSource(config, log);
  const ended = Promise.withResolvers<number>();
  signal.addEventListener("abort", () => ended.resolve(0));
  if (signal.aborted) ended.resolve(0);

  const xeps = createXeps(
    await readSnapshot(),
    createDocuments({
      list: config.xepsUrl,
      now: () => new Date(),
      signal,
      failed: (sentence) => log.warn(sentence),
    }),
  );
  const appearance = createAppearance({ config, picture, session: () => acting, log });
  const newsroom = createNewsroom({
    ...edition,
    archive: () => publisher.archive(),
    now: () => new Date(),
  });
  const parts = {
    session: () => session,
    rooms: () => rooms,
    publisher: () => publisher,
    standby: () => standby,
    telling: () => telling,
    outbox: () => outbox,
    talking: () => talking,
    presence: appearance.presence,
  };
  const bot = createBot({
    ...parts,
    log,
    rejected(sentence) {
      log.error(`${sentence}; the bot stops`);
      ended.resolve(EXIT_CONFIG);
    },
  });
  const session: Session = toSession(
    config,
    // What was on its way to a bot that stands by now is for the one that acts.
    {
      ...bot,
      answer: (iq, payload) => hold.answer(iq, payload) ?? bot.answer(iq, payload),
      stanza: (stanza) => void (standby.acts() && bot.stanza(stanza)),
    },
    timing,
  );
  const standby = createStandby({
    xmpp: session,
    memory: createMemory(session, config.jid, BOTS),
    jid: () => session.jid(),
    act: () => takeUp(parts),
    yield() {
      rooms.offline();
      // It leaves the rooms as well (RFC 6121, section 4.6.3).
      session.send(xml("presence", { type: "unavailable" }));
    },
    log,
  });
  const acting = onlyWhile(() => standby.acts(), session);
  const hold = createHold({ account: config.jid, over: () => publisher.restart(), log });
  const reload = (): void => void source.pull().then(() => publisher.check());
  const talking = createTalking({
    ...parts,
    config,
    edition,
    configured,
    session: acting,
    news: newsroom.news,
    xeps,
    reload,
    log,
  });
  const memoryOf = (node: string): Memory => createMemory(acting, config.jid, node);
  const rooms = createRooms({
    xmpp: session,
    rooms: configured,
    remembering: new Set(config.announceRooms.map(({ room }) => room)),
    nick: config.nick,
    extra: appearance.presence,
    entered(room) {
      outbox.flush();
      telling.entered(room);
    },
    dismissed: (room) => void talking.memory.forget(room),
    log,
  });
  const outbox = createOutbox({
    send: acting.send,
    isOpen: (to) => acting.isOnline() && (!rooms.has(bare(to)) || rooms.isIn(bare(to))),
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
    session: onlyWhile(() => standby.acts() && !hold.isOn(), session),
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
    introduce: appearance.ensure,
    read: () => newsroom.refresh(),
    followed: (issues) => telling.followed(issues),
    log,
  });
  const health = await openHealth(config.http, log, { session, rooms, publisher, standby });
  const scheduled = schedule(
    jobs({
      schedules: { check: config.checkSchedule, xeps: config.xepsSchedule, pull: config.gitSchedule },
      xepsUrl: config.xepsUrl,
      pull: config.source === "git" ? () => source.pull() : undefined,
      check: publisher.check,
      fetchList,
      xeps: () => xeps.all,
      setXeps: (list) => xeps.replace(list),
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
    reload();
  });
  const survive = guardProcess(session, log);
  publisher.request();
  session.start();

  const status = await ended.promise;
  log.info("newsstand stops");
  watching.abort();
  deaf();
  publisher.stop();
  talking.conversation.stop();
  await Promise.all([
    goodbye({ session, rooms, outbox, standby, telling, log }),
    scheduled.stop(),
    health?.close(),
    watch,
    source.close(),
  ]);
  survive.end();
  return status;
}
