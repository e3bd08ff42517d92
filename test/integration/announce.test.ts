/** Rooms of real servers are told of each new issue once, whenever the bot or the server is killed. */

import tls from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addressesOf, toAnnouncement } from "../../src/announce/announcement.ts";
import { createAnnouncer } from "../../src/announce/announcer.ts";
import { ANNOUNCED, fromElement } from "../../src/announce/told.ts";
import { toMasthead, toSession } from "../../src/assembly.ts";
import { readConfig, requireAccount } from "../../src/config.ts";
import { type Issue, parseIssue } from "../../src/newsletter/issue.ts";
import { createRooms } from "../../src/rooms.ts";
import { createMemory } from "../../src/xmpp/private.ts";
import type { Session } from "../../src/xmpp/session.ts";
import { type Element, type Requester, xml } from "../../src/xmpp/stanza.ts";
import { TIMING } from "../../src/xmpp/timing.ts";
import { environment } from "../support/bot.ts";
import { startEjabberd } from "../support/ejabberd.ts";
import { startProsody } from "../support/prosody.ts";
import { type Proxy, startProxy } from "../support/proxy.ts";
import { logTo } from "../support/rooms.ts";
import type { Server } from "../support/server.ts";
import { connect, type Reader } from "../support/stanza-client.ts";
import { element } from "../support/xml.ts";

const NOW = new Date("2026-11-20T10:00:00Z");
const PATIENCE = { timeout: 15_000, interval: 10 };

/** What the announcer does to the world, step by step. */
type Step = "read" | "write" | "send";

interface Announcing extends AsyncDisposable {
  readonly log: string[];
  /** What its memory holds about an issue and a room. */
  remembered(room: string, id: string): Promise<string | undefined>;
  look(...issues: readonly Issue[]): Promise<void>;
}

interface Setting {
  readonly server: Server;
  readonly proxy: Proxy;
  readonly account: string;
  readonly rooms: readonly { readonly room: string; readonly language: string | undefined }[];
  /** Called before a step and after it. */
  readonly step?: (step: Step, when: "before" | "after") => void;
}

/** A bot that does nothing but be in rooms and tell them of what it is given. */
async function start({ server, proxy, account, rooms, step = () => {} }: Setting): Promise<Announcing> {
  const settings = { SERVICE: `xmpp://127.0.0.1:${proxy.port}`, CA_FILE: "" };
  const config = requireAccount(
    await readConfig({ env: environment({ server, account, content: ".", settings }) }),
  );
  const masthead = toMasthead(config);
  const places = {
    service: server.pubsub,
    issues: "news",
    translations: "news-{lang}",
    items: undefined,
    language: "en",
  };
  const log: string[] = [];
  const session: Session = toSession(
    config,
    {
      answer: () => undefined,
      online() {
        session.send(xml("presence"));
        inRooms.enter();
      },
      resumed: () => inRooms.resumed(),
      offline: () => inRooms.offline(),
      stanza(stanza: Element) {
        inRooms.heard(stanza);
        if (stanza.name === "presence") inRooms.presence(stanza);
        else inRooms.message(stanza);
        announcer.heard(stanza);
      },
      trouble: (error) => log.push(`trouble: ${error.message}`),
      rejected: (sentence) => log.push(`rejected: ${sentence}`),
    },
    { ...TIMING, firstPause: 20, longestPause: 100 },
  );
  const names = new Set(rooms.map(({ room }) => room));
  const inRooms = createRooms({
    xmpp: session,
    rooms: [...names],
    remembering: names,
    nick: account,
    extra: () => [],
    entered: (room) => announcer.entered(room),
    log: logTo((level, sentence) => log.push(`${level}: ${sentence}`)),
  });
  const told = createMemory(session, config.jid, ANNOUNCED);
  const stepping = async <T>(name: Step, take: () => Promise<T>): Promise<T> => {
    step(name, "before");
    const result = await take();
    step(name, "after");
    return result;
  };
  const xmpp: Requester = {
    get: session.get,
    set: session.set,
    send(stanza) {
      step("send", "before");
      session.send(stanza);
      step("send", "after");
    },
  };
  const announcer = createAnnouncer({
    xmpp,
    memory: {
      read: (ids) => stepping("read", () => told.read(ids)),
      write: (id, payload) => stepping("write", () => told.write(id, payload)),
      forget: (id) => told.forget(id),
    },
    rooms,
    language: "en",
    days: 14,
    isOpen: (room) => inRooms.isIn(room) && inRooms.role(room) !== "visitor",
    announcementOf: (issue) => toAnnouncement(issue, addressesOf(issue, masthead, places)),
    now: () => NOW,
    log: { info: (text) => log.push(text), warn: (text) => log.push(`warning: ${text}`) },
  });
  session.start();
  await expect.poll(() => Object.values(inRooms.state()), PATIENCE).not.toContain(false);
  return {
    log,
    async remembered(room, id) {
      // ejabberd may have put items of other nodes into one that it makes anew after a crash.
      const key = `${room} en`;
      const stored = await told.read([key]);
      return fromElement(stored.get(key))?.notes.get(id)?.state;
    },
    look: (...issues) => announcer.look(issues),
    async [Symbol.asyncDispose]() {
      announcer.stop();
      await session.stop();
      inRooms.leave();
    },
  };
}

function issueOf(day: number, title: string, language?: string): Issue {
  const date = `2026-11-${String(day).padStart(2, "0")}`;
  const file = `${date}-news${language === undefined ? "" : `.${language}`}.md`;
  return parseIssue(file, `---\ntitle: ${title}\ndate: ${date}\nsummary: All of it.\n---\nWords.\n`);
}

const OLD = issueOf(10, "Old news");
const NEW = issueOf(19, "New news");
const ACCOUNTS = ["ana", "plain", "translated", "crashed", "muted", "forgotten", "many"];

describe.each([
  ["Prosody", startProsody],
  ["ejabberd", startEjabberd],
] as const)("%s", (_, startServer) => {
  let server: Server;
  let proxy: Proxy;
  let ana: Reader;
  const logIn = () => connect(server.wsUrl, server.jid("ana"), server.password("ana"));

  /** What was said there since the reader came in. */
  const titles = (reader: Reader, room: string): readonly string[] =>
    reader.messages
      .filter(({ from, body }) => from.startsWith(`${room}/`) && body.startsWith("*"))
      .map(({ body }) => body.split("\n")[0] ?? "");
  /** What a room says to everybody comes in one order: after this has come back, nothing can come that was said before. */
  const everythingSaid = async (reader: Reader, room: string): Promise<readonly string[]> => {
    const mark = `mark ${reader.messages.length}`;
    reader.say(room, mark);
    await reader.hears("the mark", ({ body }) => body === mark);
    return titles(reader, room);
  };
  const makeRoom = async (name: string): Promise<string> => {
    const room = `${name}@${server.rooms}`;
    await ana.join(room, "ana");
    await ana.client.configureRoom(room, { type: "submit" });
    return room;
  };
  const setting = (account: string, ...rooms: readonly string[]): Setting => ({
    server,
    proxy,
    account,
    rooms: rooms.map((room) => ({ room, language: undefined })),
  });

  beforeAll(async () => {
    server = await startServer({ accounts: Object.fromEntries(ACCOUNTS.map((name) => [name, "secret"])) });
    tls.setDefaultCACertificates([...tls.getCACertificates("default"), server.certificate]);
    proxy = await startProxy(server.host, server.port);
    ana = await logIn();
  });

  afterAll(async () => {
    await ana?.stop();
    await proxy?.[Symbol.asyncDispose]();
    await server?.stop();
  });

  test("a new issue is told once, and after a restart not again; other people see its text and its id", async () => {
    const room = await makeRoom("plain");
    const raw: Element[] = [];
    ana.client.on("raw:incoming", (text) => {
      if (text.startsWith("<message") && text.includes("New news")) raw.push(element(text));
    });
    {
      await using bot = await start(setting("plain", room));
      await bot.look(OLD);
      await bot.look(OLD, NEW);
      await expect.poll(() => bot.log, PATIENCE).toContain(`told ${room} of 2026-11-19-news`);
    }
    await using bot = await start(setting("plain", room));
    await bot.look(OLD, NEW);
    expect(await everythingSaid(ana, room)).toEqual(["*New news*"]);
    const [message] = raw;
    expect(message?.getChildText("body")).toBe(
      [
        "*New news*",
        "All of it.",
        "https://xmpp.org/2026/11/new-news/",
        `xmpp:${server.pubsub}?;node=news;item=2026-11-19-news`,
      ].join("\n"),
    );
    expect(message?.attrs["id"]).toMatch(/^newsstand-/u);
    expect(message?.getChild("origin-id", "urn:xmpp:sid:0")?.attrs["id"]).toBe(message?.attrs["id"]);
    const preview = message?.getChild("Description", "http://www.w3.org/1999/02/22-rdf-syntax-ns#");
    expect(preview?.getChildText("title", "https://ogp.me/ns#")).toBe("New news");
  });

  test("translations are told in rooms of their language, and a back-fill in none", async () => {
    const [english, german] = [await makeRoom("english"), await makeRoom("german")];
    const rooms = [
      { room: english, language: undefined },
      { room: german, language: "de" },
    ];
    await using bot = await start({ ...setting("translated"), rooms });
    await bot.look(OLD);
    await bot.look(OLD, NEW, issueOf(19, "Neues", "de"));
    await expect.poll(() => titles(ana, german), PATIENCE).toEqual(["*Neues*"]);
    await bot.look(OLD, ...[11, 12, 13, 14, 15, 16, 17, 18].map((day) => issueOf(day, `Filled ${day}`)), NEW);
    expect(await everythingSaid(ana, english)).toEqual(["*New news*"]);
    expect(await everythingSaid(ana, german)).toEqual(["*Neues*"]);
  });

  /** Reading the memory, remembering that it is due and that it is sent, sending it, remembering that it is told. */
  const crashes = [
    ["read", "before", 1],
    ["read", "after", 1],
    ["write", "before", 1],
    ["write", "after", 1],
    ["write", "before", 2],
    ["write", "after", 2],
    ["send", "before", 1],
    ["send", "after", 1],
    ["write", "before", 3],
    ["write", "after", 3],
  ] as const;

  test("killed before and after each step, the bot tells it once", async () => {
    const room = await makeRoom("crashed");
    const expected: string[] = [];
    {
      await using bot = await start(setting("crashed", room));
      await bot.look();
    }
    for (const [at, [kind, side, nth]] of crashes.entries()) {
      const issue = issueOf(7 + at, `Issue ${at}`);
      const crash = Promise.withResolvers<void>();
      let count = 0;
      // What a killed process does is nothing: its link is cut, and nothing it waits for ever comes.
      const step = (name: Step, when: "before" | "after"): void => {
        if (name !== kind || when !== side) return;
        count += 1;
        if (count < nth) return;
        proxy.cut();
        crash.resolve();
        throw new Error("killed");
      };
      {
        await using killed = await start({ ...setting("crashed", room), step });
        void killed.look(issue);
        await crash.promise;
      }
      await using bot = await start(setting("crashed", room));
      await bot.look(issue);
      expected.push(`*Issue ${at}*`);
      await expect.poll(() => titles(ana, room), PATIENCE).toEqual(expected);
      expect(await everythingSaid(ana, room), `${side} ${kind} ${nth}`).toEqual(expected);
    }
  });

  test("cut off at the moment of sending, the bot tells it once in its next session", async () => {
    const room = await makeRoom("many");
    for (const when of ["before", "after"] as const) {
      let cuts = 0;
      const step = (name: Step, side: "before" | "after"): void => {
        if (name !== "send" || side !== when || cuts > 0) return;
        cuts += 1;
        proxy.cut();
      };
      const issue = issueOf(when === "before" ? 18 : 19, `Cut ${when}`);
      await using bot = await start({ ...setting("many", room), step });
      await bot.look();
      await bot.look(issue);
      await expect.poll(() => bot.log, PATIENCE).toContain(`told ${room} of ${issue.id}`);
    }
    expect(await everythingSaid(ana, room)).toEqual(["*Cut before*", "*Cut after*"]);
  });

  test("a room in which the bot has no voice is told when it has", async () => {
    const room = await makeRoom("muted");
    await using bot = await start(setting("muted", room));
    await bot.look(OLD);
    await ana.client.setRoomRole(room, "muted", "visitor");
    await expect.poll(() => bot.log.join("\n"), PATIENCE).toContain("no voice");
    await bot.look(OLD, NEW);
    expect(await everythingSaid(ana, room)).toEqual([]);
    await ana.client.setRoomRole(room, "muted", "participant");
    await expect.poll(() => titles(ana, room), PATIENCE).toEqual(["*New news*"]);
  });

  test("a server that is killed forgets some things, but nobody is told twice", async () => {
    const room = await makeRoom("forgotten");
    let before: readonly string[];
    {
      await using bot = await start(setting("forgotten", room));
      await bot.look(OLD);
      await bot.look(OLD, NEW);
      await expect.poll(() => bot.log, PATIENCE).toContain(`told ${room} of ${NEW.id}`);
      before = await everythingSaid(ana, room);
      const mark = bot.log.length;
      await ana.stop();
      await server.kill();
      await server.restart();
      ana = await logIn();
      await expect.poll(() => bot.log.slice(mark).join("\n"), PATIENCE).toContain(`entered ${room}`);
      await ana.join(room, "ana");
      await bot.look(OLD, NEW);
      expect(await bot.remembered(room, NEW.id)).toBe("told");
    }
    expect(before).toEqual(["*New news*"]);
    await using bot = await start(setting("forgotten", room));
    await bot.look(OLD, NEW);
    expect(await everythingSaid(ana, room)).toEqual([]);
  });
});
