/** People subscribe in a chat and are sent each new issue once, on real servers, whenever the bot is killed. */

import tls from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bucketOf, toElement } from "../../src/announce/buckets.ts";
import { type Issue, parseIssue } from "../../src/newsletter/issue.ts";
import { startBot } from "../support/bot.ts";
import { issue as textOf, makeContent } from "../support/content.ts";
import { startEjabberd } from "../support/ejabberd.ts";
import { type Mail, startMail } from "../support/mail.ts";
import { startProsody } from "../support/prosody.ts";
import type { Server } from "../support/server.ts";
import { connect, type Reader } from "../support/stanza-client.ts";

const NOW = new Date("2026-11-20T10:00:00Z");
const READERS = 60;
const readers = Array.from({ length: READERS }, (_, at) => `reader${at}`);
/** Bots, each of which has its own subscribers. */
const bots = ["bot", "nobodys", "remembered", "forgotten", "busy", "whole"];
const accounts = Object.fromEntries([...bots, ...readers].map((name) => [name, `${name}-password`]));

const ARCHIVE = {
  prosody: `VirtualHost "localhost"\n  modules_enabled = { "mam" }`,
  ejabberd: "  mod_mam: { default: always }",
};

function issueOf(day: number): Issue {
  const date = `2026-11-${String(day).padStart(2, "0")}`;
  const body = "## Servers\n\n- [Pot 2](https://pot.example/2) boils faster.\n";
  return parseIssue(`${date}-news.md`, `---\ntitle: News of ${date}\ndate: ${date}\n---\n${body}`);
}
const OLD = issueOf(10);

describe.each([
  ["Prosody", () => startProsody({ accounts, lua: ARCHIVE.prosody })],
  ["ejabberd", () => startEjabberd({ accounts, yaml: ARCHIVE.ejabberd })],
])("on %s", (_, startServer) => {
  let server: Server;
  let clients: readonly Reader[];

  const start = (account: string, sending?: () => void): Promise<Mail> =>
    startMail({ server, account, now: NOW, ...(sending && { sending }) });
  const client = (at: number): Reader => {
    const found = clients[at];
    if (found === undefined) throw new Error(`there is no reader ${at}`);
    return found;
  };
  /** What a reader was told of a title by somebody. */
  const copies = (reader: Reader, title: string): number =>
    reader.messages.filter(({ body }) => body.startsWith(`*${title}`)).length;

  beforeAll(async () => {
    server = await startServer();
    tls.setDefaultCACertificates([...tls.getCACertificates("default"), server.certificate]);
    clients = await Promise.all(
      readers.map((name) => connect(server.wsUrl, server.jid(name), server.password(name))),
    );
  });

  afterAll(async () => {
    await Promise.all((clients ?? []).map((each) => each.stop()));
    await server?.stop();
  });

  test("who subscribes is sent the next issue, once, also when the bot is started again", async () => {
    const reader = client(0);
    const [first, second] = [issueOf(17), issueOf(18)];
    {
      await using mail = await start("bot");
      await mail.delivery.look([OLD]);
      reader.tell(server.jid("bot"), "subscribe");
      await reader.hears("a confirmation", ({ body }) => body.includes("each issue in English"));
      await mail.delivery.look([OLD, first]);
      const { body } = await reader.hears("the issue", ({ body: text }) =>
        text.startsWith(`*${first.title}*`),
      );
      expect(body).toContain(`xmpp:${server.pubsub}?;node=news;item=${first.id}`);
    }
    await using again = await start("bot");
    await again.delivery.look([OLD, first]);
    await again.delivery.look([OLD, first, second]);
    await reader.hears("the next issue", ({ body }) => body.startsWith(`*${second.title}*`));
    expect(copies(reader, first.title)).toBe(1);
    reader.tell(server.jid("bot"), "unsubscribe");
    await reader.hears("a goodbye", ({ body }) => body.startsWith("You are no longer subscribed"));
    await again.delivery.look([OLD, first, second, issueOf(19)]);
    reader.tell(server.jid("bot"), "help");
    await reader.hears("the help behind it", ({ body }) => body.startsWith("- latest"));
    expect(copies(reader, issueOf(19).title)).toBe(0);
  });

  test("who asked for news about servers is sent these alone", async () => {
    await using mail = await start("bot");
    await mail.delivery.look([OLD]);
    const reader = client(1);
    reader.tell(server.jid("bot"), "subscribe Server");
    await reader.hears("a confirmation", ({ body }) => body.includes("the section Servers"));
    await mail.delivery.look([OLD, issueOf(20)]);
    const { body } = await reader.hears("the news", ({ body: text }) => text.startsWith("*News of"));
    expect(body.split("\n").slice(0, 3)).toEqual([
      "*News of 2026-11-20: Servers*",
      "- Pot 2 boils faster",
      "  https://pot.example/2",
    ]);
  });

  test("addresses of which the server says that there is nobody are dropped after three issues", async () => {
    await using mail = await start("nobodys");
    const nobody = server.jid("nobody");
    await mail.subscribers.add(nobody, ["issues:en"]);
    await mail.subscribers.add(server.jid("reader2"), ["issues:en"]);
    await mail.delivery.look([OLD]);
    const issues = [17, 18, 19].map(issueOf);
    for (const at of issues.keys()) {
      const before = mail.log.length;
      await mail.delivery.look([OLD, ...issues.slice(0, at + 1)]);
      await expect.poll(() => mail.log.slice(before).join("\n")).toMatch(/nobody@.*came back/u);
    }
    expect(mail.subscribers.find(nobody)).toBeUndefined();
    expect(mail.subscribers.find(server.jid("reader2"))).toMatchObject({ failures: 0 });
  });

  test.each([
    ["remembered", "always", READERS],
    // Ten at each of three times.
    ["forgotten", "never", READERS - 30],
  ] as const)(
    "killed in the middle of a delivery a bot that is %s in archives sends nobody an issue twice",
    async (account, policy, least) => {
      {
        await using owner = await connect(server.wsUrl, server.jid(account), server.password(account));
        await owner.client.setHistoryPreferences({ default: policy });
      }
      const issue = issueOf(16);
      {
        await using mail = await start(account);
        for (const name of readers) await mail.subscribers.add(server.jid(name), ["issues:en"]);
        await mail.delivery.look([OLD]);
      }
      const copiesOf = (): readonly number[] => clients.map((each) => copies(each, issue.title));
      const before = copiesOf();
      for (const most of [3, 10, 7]) {
        let sent = 0;
        const killed = Promise.withResolvers<void>();
        const mail = await start(account, () => {
          sent += 1;
          if (sent === most) setImmediate(() => killed.resolve(mail.kill()));
        });
        await mail.delivery.look([OLD, issue]);
        await killed.promise;
      }
      await using last = await start(account);
      await last.delivery.look([OLD, issue]);
      await expect
        .poll(() => copiesOf().filter((count, at) => count > (before[at] ?? 0)).length, { timeout: 10_000 })
        .toBeGreaterThanOrEqual(least);
      // What is said behind it comes behind everything else.
      await Promise.all(
        clients.map(async (each) => {
          each.tell(server.jid(account), "latest");
          await each.hears(
            "an answer",
            ({ from, body }) => from.startsWith(account) && body.startsWith("No issue"),
          );
        }),
      );
      expect(Math.max(...copiesOf().map((count, at) => count - (before[at] ?? 0)))).toBe(1);
      expect(last.log.filter((line) => line.startsWith("error"))).toEqual([]);
    },
  );

  test("a command is answered within a second while an issue goes to 1,000 subscribers", async () => {
    await using mail = await start("busy");
    const all = Array.from({ length: 1_000 }, (__, at) => `nobody${at}@localhost`);
    const topics = ["issues:en"] as const;
    for (const [at, jids] of Map.groupBy(all, bucketOf)) {
      const people = jids.toSorted().map((jid) => ({ jid, topics, failures: 0, tried: false }));
      await mail.memories[at % mail.memories.length]?.write(String(at), toElement({ revision: 1, people }));
    }
    mail.subscribers.restart();
    await mail.delivery.look([OLD]);
    const reader = client(4);
    const over = new AbortController();
    const delivered = mail.delivery.look([OLD, issueOf(18)]).then(() => over.abort());
    const waits: number[] = [];
    do {
      const [began, known] = [performance.now(), reader.messages.length];
      reader.tell(server.jid("busy"), "help");
      await reader.until("an answer", () => reader.messages[known]);
      waits.push(performance.now() - began);
    } while (!over.signal.aborted);
    await delivered;
    expect(mail.log).toContain(`info: ${issueOf(18).id} was sent to its subscribers, messages: 1000`);
    expect(waits.length).toBeGreaterThan(3);
    expect(Math.max(...waits)).toBeLessThan(1_000);
  });

  test("the whole bot, killed by the system, has told a subscriber once, and goes on with the next issue", async () => {
    await using content = await makeContent({ "2024-05-05-news.md": textOf("Old news", "2024-05-05") });
    const startWhole = () =>
      startBot({
        server,
        account: "whole",
        content: content.folder,
        settings: { PUBSUB: server.jid("whole"), NODE: "news" },
      });
    const reader = client(3);
    const write = async (title: string, daysAgo: number): Promise<void> => {
      const day = new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
      await content.write(`${day}-news.md`, textOf(title, day));
      await reader.hears(title, ({ body }) => body.startsWith(`*${title}*`));
    };
    {
      await using bot = startWhole();
      await bot.logs("subscribers in chats are sent");
      reader.tell(server.jid("whole"), "subscribe");
      await reader.hears(
        "a confirmation",
        ({ from, body }) => from.startsWith("whole@") && body.startsWith("You are"),
      );
      await write("The first", 2);
      await bot.logs("was sent to its subscribers");
      bot.signal("SIGKILL");
      await bot.ended();
    }
    await using bot = startWhole();
    await bot.ready();
    await write("The second", 1);
    expect(copies(reader, "The first")).toBe(1);
    expect(copies(reader, "Old news")).toBe(0);
  });
});
