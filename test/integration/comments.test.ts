/** Comments on issues: from a foreign client to the editors' room, on real servers. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toSession } from "../../src/assembly.ts";
import { createDiscussions, type Discussions } from "../../src/comments/discussions.ts";
import { createListener, type Listener } from "../../src/comments/listener.ts";
import { readComments, retractComment } from "../../src/comments/node.ts";
import { NODE } from "../../src/comments/told.ts";
import type { Topics } from "../../src/comments/topic.ts";
import { readConfig, requireAccount } from "../../src/config.ts";
import { openComments } from "../../src/publish/comments-node.ts";
import { commentsNode } from "../../src/publish/entry.ts";
import { hasMax } from "../../src/publish/node.ts";
import * as muc from "../../src/xmpp/muc.ts";
import { createOutbox } from "../../src/xmpp/outbox.ts";
import { createMemory } from "../../src/xmpp/private.ts";
import type { Session } from "../../src/xmpp/session.ts";
import { xml } from "../../src/xmpp/stanza.ts";
import { environment } from "../support/bot.ts";
import { startEjabberd } from "../support/ejabberd.ts";
import { startProsody } from "../support/prosody.ts";
import type { Server } from "../support/server.ts";
import { connect, type Reader } from "../support/stanza-client.ts";

const ISSUE = "2024-06-05-newsletter";
const issue = { id: ISSUE, title: "News of May", language: "en", date: new Date("2024-06-05") };

interface Bot extends AsyncDisposable {
  readonly session: Session;
  readonly listener: Listener;
  readonly discussions: Discussions;
  /** Sentences that the operator would read. */
  readonly warnings: readonly string[];
}

/** What of the bot has to do with comments: a session, which is in the editors' room. */
async function startBot(server: Server, service: string, room: string): Promise<Bot> {
  const account = server.jid("bot");
  const topics: Topics = { issues: () => [issue], placeOf: () => ({ service, node: "newsletter" }) };
  const warnings: string[] = [];
  const online = Promise.withResolvers<void>();
  const entered = Promise.withResolvers<void>();
  const env = environment({ server, account: "bot", content: "unused" });
  const session: Session = toSession(requireAccount(await readConfig({ env })), {
    answer: () => undefined,
    online: () => online.resolve(),
    resumed: () => {},
    offline: () => {},
    taken: (stanza) => outbox.taken(stanza),
    stanza(stanza) {
      outbox.heard(stanza);
      listener.heard(stanza);
      if (muc.parsePresence(stanza, new Set([room]))?.statuses.includes(muc.STATUS.self)) entered.resolve();
    },
    trouble: (error) => void warnings.push(error.message),
    rejected: (sentence) => void warnings.push(sentence),
  });
  const outbox = createOutbox({ send: session.send, isOpen: () => session.isOnline() });
  const warn = (sentence: string): void => void warnings.push(sentence);
  const memory = createMemory(session, account, NODE);
  const listener = createListener({
    ...topics,
    xmpp: session,
    memory,
    account,
    room,
    post: outbox.post,
    warn,
  });
  session.start();
  await online.promise;
  session.send(xml("presence", {}));
  session.send(muc.join(room, "newsstand", 0));
  await entered.promise;
  return {
    session,
    listener,
    discussions: createDiscussions({ ...topics, xmpp: session, now: Date.now }),
    warnings,
    async [Symbol.asyncDispose]() {
      listener.stop();
      await session.stop();
    },
  };
}

describe.each([
  ["Prosody, PubSub service", startProsody, "service"],
  ["Prosody, PEP", startProsody, "pep"],
  ["ejabberd, PubSub service", startEjabberd, "service"],
  ["ejabberd, PEP", startEjabberd, "pep"],
] as const)("%s", (name, startServer, kind) => {
  let server: Server;
  let service: string;
  let room: string;
  let reader: Reader;
  let bot: Bot;

  const node = commentsNode({ service: "", node: "" }, ISSUE).node;
  /** Comments as a reader's client does. */
  const comment = (id: string, text: string, author = server.jid("reader")): Promise<unknown> =>
    reader.client.publish(
      service,
      node,
      {
        itemType: "http://www.w3.org/2005/Atom",
        title: { text },
        id: `tag:localhost,2024:${id}`,
        published: new Date("2024-06-06T10:00:00Z"),
        updated: new Date("2024-06-06T10:00:00Z"),
        authors: [{ name: "Ana", uri: `xmpp:${author}` }],
      },
      id,
    );
  /** What the editors were told, in order. */
  const told = (): readonly string[] =>
    reader.messages.filter(({ from }) => from === `${room}/newsstand`).map(({ body }) => body);
  const start = (): Promise<Bot> => startBot(server, service, room);
  /** Prosody keeps the publisher of what is in a PEP node to itself. */
  const isSecret = name === "Prosody, PEP";

  beforeAll(async () => {
    server = await startServer();
    service = kind === "pep" ? server.jid("bot") : server.pubsub;
    room = `editors@${server.rooms}`;
    reader = await connect(server.wsUrl, server.jid("reader"), server.password("reader"));
    await reader.join(room, "ana");
    await reader.client.configureRoom(room, { type: "submit" });
    bot = await start();
    const max = await hasMax(bot.session, service);
    const at = { service, node: "newsletter" };
    await openComments(bot.session, at, issue, { max, account: server.jid("bot") });
    await bot.listener.watch();
    await reader.subscribe(service, node);
  });

  afterAll(async () => {
    await bot?.[Symbol.asyncDispose]();
    await reader?.stop();
    await server?.stop();
  });

  test("a comment is told in the editors' room", async () => {
    await comment("first", "Thank you for *this*.");
    await expect
      .poll(told)
      .toEqual([`Comment on News of May by Ana (${server.jid("reader")}): “Thank you for \u2060*this*.”`]);
  });

  test("a comment in another's name is marked", async () => {
    await comment("forged", "I am the bot.", server.jid("bot"));
    await expect.poll(() => told().length).toBe(2);
    expect(told()[1]).toBe(
      `Unverified comment on News of May, signed Ana (${server.jid("bot")}), published by ${server.jid("reader")}: “I am the bot.”`,
    );
  });

  test("whoever asks is shown both", async () => {
    const discussion = await bot.discussions.of(ISSUE);
    expect(discussion?.comments.map(({ id, text, isVerified }) => ({ id, text, isVerified }))).toEqual([
      { id: "first", text: "Thank you for *this*.", isVerified: !isSecret },
      { id: "forged", text: "I am the bot.", isVerified: false },
    ]);
  });

  test("the bot takes a comment out although somebody else published it, and subscribers are told", async () => {
    const at = { service, node: "newsletter" };
    expect(await retractComment(bot.session, at, ISSUE, "forged")).toBe(true);
    await reader.until("the retraction", () =>
      reader.notifications.find(({ id, retracted }) => id === "forged" && retracted),
    );
    expect((await readComments(bot.session, at, ISSUE)).map(({ id }) => id)).toEqual(["first"]);
    expect(await retractComment(bot.session, at, ISSUE, "forged")).toBe(false);
  });

  test("what came while the bot was away is told after its start, once", async () => {
    await bot[Symbol.asyncDispose]();
    await comment("meanwhile", "Is anybody there?");
    bot = await start();
    await bot.listener.watch();
    await comment("last", "There you are.");
    await expect.poll(() => told().length).toBe(4);
    expect(
      told()
        .slice(2)
        .map((line) => /“.*”/u.exec(line)?.[0]),
    ).toEqual(["“Is anybody there?”", "“There you are.”"]);
    bot.listener.restart();
    await bot.listener.watch();
    await comment("after all", "Good night.");
    await expect.poll(() => told().length).toBe(5);
    expect(told()[4]).toContain("Good night.");
    expect(bot.warnings).toEqual([]);
  });
});
