/** A bot that does nothing but answer commands in direct chats and send issues to those who subscribed there. */

import { randomUUID } from "node:crypto";
import { addressesOf } from "../../src/announce/announcement.ts";
import { createDelivery, type Delivery } from "../../src/announce/delivery.ts";
import { DELIVERED } from "../../src/announce/passage.ts";
import { createSubscribers, NODES, type Subscribers } from "../../src/announce/subscribers.ts";
import { toMasthead, toSession } from "../../src/assembly.ts";
import { answer } from "../../src/commands/index.ts";
import { readConfig, requireAccount } from "../../src/config.ts";
import { toLetter } from "../../src/conversation/letter.ts";
import { parseUtterance } from "../../src/conversation/utterance-reader.ts";
import { createWindow } from "../../src/publish/pace.ts";
import { bare } from "../../src/xmpp/jid.ts";
import { createMemory, type Memory } from "../../src/xmpp/private.ts";
import type { Session } from "../../src/xmpp/session.ts";
import { type Element, xml } from "../../src/xmpp/stanza.ts";
import { TIMING } from "../../src/xmpp/timing.ts";
import { askerOf, contextOf } from "../commands/context.ts";
import { environment } from "./bot.ts";
import { type Proxy, startProxy } from "./proxy.ts";
import { logTo } from "./rooms.ts";
import type { Server } from "./server.ts";

export interface Mail extends AsyncDisposable {
  /** Those of the list. */
  readonly memories: readonly Memory[];
  readonly subscribers: Subscribers;
  readonly delivery: Delivery;
  readonly proxy: Proxy;
  readonly log: readonly string[];
  /** Ends as a process does that is killed: from now on nothing of it gets through. */
  kill(): Promise<void>;
}

export interface MailOptions {
  readonly server: Server;
  readonly account: string;
  readonly now: Date;
  /** Called with each stanza before it is sent. */
  readonly sending?: (stanza: Element) => void;
}

/** What a server that was cut off may still have to read. */
const SETTLING = 500;

export async function startMail({ server, account, now, sending = () => {} }: MailOptions): Promise<Mail> {
  const proxy = await startProxy(server.host, server.port);
  const settings = { SERVICE: `xmpp://127.0.0.1:${proxy.port}`, CA_FILE: "" };
  const config = requireAccount(
    await readConfig({ env: environment({ server, account, content: ".", settings }) }),
  );
  const written: string[] = [];
  const online = Promise.withResolvers<void>();
  const log = logTo((level, sentence) => void written.push(`${level}: ${sentence}`));
  const session: Session = toSession(
    config,
    {
      answer: () => undefined,
      online() {
        session.send(xml("presence"));
        delivery.restart();
        online.resolve();
      },
      resumed: () => delivery.resumed(),
      offline: () => {},
      stanza(stanza) {
        delivery.heard(stanza);
        hear(stanza).catch((error: unknown) => log.warn(String(error)));
      },
      taken: (stanza) => delivery.taken(stanza),
      trouble: (error) => log.error(error.message),
      rejected: (sentence) => log.error(sentence),
    },
    { ...TIMING, firstPause: 20, longestPause: 100 },
  );
  const memoryOf = (node: string) => createMemory(session, config.jid, node);
  const memories = NODES.map(memoryOf);
  const subscribers = createSubscribers({ memories, log });
  const masthead = toMasthead(config);
  const places = {
    service: server.pubsub,
    issues: "news",
    translations: undefined,
    items: undefined,
    language: "en",
  };
  const delivery = createDelivery({
    xmpp: {
      get: session.get,
      set: session.set,
      send(stanza) {
        sending(stanza);
        session.send(stanza);
      },
    },
    account: config.jid,
    memory: memoryOf(DELIVERED),
    subscribers,
    language: "en",
    days: 14,
    addressesOf: (issue) => addressesOf(issue, masthead, places),
    pace: createWindow(),
    now: () => now,
    log,
    settling: SETTLING,
  });
  const context = contextOf({
    subscriptions: { list: subscribers, languages: () => ["en", "de"], jid: config.jid },
  });
  const hear = async (stanza: Element): Promise<void> => {
    const said = parseUtterance(stanza, { nicks: new Map(), own: session.jid(), now: Date.now() });
    if (said === undefined) return;
    const who = askerOf({ where: "direct", jid: bare(said.from), room: undefined });
    const { kind, text } = await answer(said.text, context, who);
    if (kind === "answer") session.send(toLetter(said, { text, language: "en", id: randomUUID() }));
  };
  session.start();
  await online.promise;
  const end = async (): Promise<void> => {
    await delivery.stop();
    await session.stop();
    await proxy[Symbol.asyncDispose]();
  };
  return {
    memories,
    subscribers,
    delivery,
    proxy,
    log: written,
    async kill() {
      await proxy[Symbol.asyncDispose]();
      await session.stop();
      await delivery.stop(0);
    },
    [Symbol.asyncDispose]: end,
  };
}
