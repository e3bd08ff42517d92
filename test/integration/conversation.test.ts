/** The conversation in real rooms, with people on two libraries at once: what the bot's answers are to their clients, and its manners. */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Element, xml } from "../../src/xmpp/stanza.ts";
import { type Bot, startBot } from "../support/bot.ts";
import { type Content, issue, makeContent } from "../support/content.ts";
import { startEjabberd } from "../support/ejabberd.ts";
import { onClient, onStanza, type Person, type Speech } from "../support/people.ts";
import { startProsody } from "../support/prosody.ts";
import { PUBSUB, ROOMS, type Server } from "../support/server.ts";

/** Two new people for each test: the bot takes who asks one thing after the other, quicker than anybody types, for a program. */
const TESTS = 12;
const named = (name: string): readonly string[] => Array.from({ length: TESTS }, (_, at) => `${name}${at}`);
const ACCOUNTS = Object.fromEntries(
  ["bot", "owner", ...named("ana"), ...named("ben")].map((name) => [name, `${name}-password`]),
);
const BODY = "Hello.\n\n## XMPP Events\n\n- A meeting in Brussels.\n";
const BOT = "newsstand";

/** Servers whose rooms give ids to messages (XEP-0359), as those that people use do. */
const startArchivingProsody = (): Promise<Server> =>
  startProsody({
    accounts: ACCOUNTS,
    lua: `Component "${ROOMS}" "muc"\n  modules_enabled = { "muc_mam" }\n`,
  });
const startArchivingEjabberd = (): Promise<Server> =>
  startEjabberd({
    accounts: ACCOUNTS,
    yaml: `
host_config:
  localhost:
    modules:
      mod_caps: {}
      mod_disco: {}
      mod_http_api: {}
      mod_mam: {}
      mod_muc: { host: ${ROOMS}, default_room_options: { mam: true, persistent: true } }
      mod_ping: {}
      mod_private: {}
      mod_pubsub: { host: ${PUBSUB}, plugins: [flat, pep] }
      mod_roster: {}
      mod_stream_mgmt: {}
`,
  });

type OnStanza = Awaited<ReturnType<typeof onStanza>>;

describe.each([
  ["Prosody", startArchivingProsody],
  ["ejabberd", startArchivingEjabberd],
] as const)("%s", (_, startServer) => {
  const owned = new AsyncDisposableStack();
  let server: Server;
  let content: Content;
  let owner: OnStanza;
  let ana: Person;
  let ben: Awaited<ReturnType<typeof onClient>>;
  let nick: string;
  let bot: Bot;
  let tests = 0;
  /** All but the one in which there is too much at once. */
  let room: string;
  let flooded: string;
  let asked = 0;

  const botIn = (place: string): string => `${place}/${BOT}`;
  /** Says something in a room, and gives the id of it. */
  const say = (person: Person, body: string, more: Partial<Speech> = {}): string => {
    asked += 1;
    const id = `question-${asked}`;
    person.say({ to: room, type: "groupchat", body, id, ...more });
    return id;
  };
  /** The message as the room shows it to everybody. */
  const shown = (person: Person, id: string): Promise<Element> =>
    person.hears(`its own ${id}`, ({ attrs }) => attrs["id"] === id && attrs["type"] === "groupchat");
  /** The bot's reply to a question, in the room. */
  const reply = async (person: Person, id: string, place = room): Promise<Element> => {
    const wanted = stanzaId(await shown(person, id));
    return person.hears(
      `a reply to ${id}`,
      (message) =>
        message.attrs["from"] === botIn(place) &&
        message.getChild("reply", "urn:xmpp:reply:0")?.attrs["id"] === wanted,
    );
  };
  const ask = async (person: Person, body: string, more?: Partial<Speech>): Promise<Element> =>
    reply(person, say(person, body, more));
  /** What the bot said to everybody in the room since this person is there. */
  const saidIn = (person: Person, place = room): readonly Element[] =>
    person.messages.filter(
      (message) =>
        message.attrs["from"] === botIn(place) &&
        message.attrs["type"] === "groupchat" &&
        message.getChild("body") !== undefined,
    );
  /** Everything that this person said before is dealt with: a private question after it was answered. */
  const settled = async (person: Person, place = room): Promise<void> => {
    const id = say(person, "xep 60", { to: botIn(place), type: "chat" });
    await person.hears(
      `the private answer to ${id}`,
      (message) =>
        message.attrs["type"] === "chat" && message.getChild("reply", "urn:xmpp:reply:0")?.attrs["id"] === id,
    );
  };

  beforeAll(async () => {
    server = owned.use(await startServer());
    room = `team@${server.rooms}`;
    flooded = `flooded@${server.rooms}`;
    content = owned.use(
      await makeContent({ "2024-06-05-newsletter.md": issue("News of May", "2024-06-05", BODY) }),
    );
    owner = owned.use(await onStanza(server, "owner"));
    for (const place of [room, flooded]) {
      await owner.join(place, "owner");
      await owner.client.configureRoom(place, { type: "submit" });
    }
    bot = owned.use(startBot({ server, account: "bot", content: content.folder, rooms: [room, flooded] }));
    await bot.logs("the nodes follow the content");
    await bot.ready();
  });

  afterAll(() => owned.disposeAsync());

  beforeEach(async () => {
    const [first, second] = [`ana${tests}`, `ben${tests}`];
    nick = first;
    tests += 1;
    [ana, ben] = await Promise.all([onStanza(server, first), onClient(server, second)]);
    await Promise.all([ana.join(room, first), ben.join(room, second)]);
  });

  afterEach(async () => {
    await Promise.all([ana[Symbol.asyncDispose](), ben[Symbol.asyncDispose]()]);
  });

  test("two who ask at once get a reply each, and nobody a second one", async () => {
    const [first, second] = [say(ana, `${BOT}: latest`), say(ben, `@${BOT} xep 0313`)];
    const [news, xep] = [await reply(ana, first), await reply(ben, second)];
    expect(textOf(news)).toContain("News of May");
    expect(textOf(xep)).toContain("XEP-0313: Message Archive Management");
    await settled(ana);
    await settled(ben);
    expect(saidIn(ana).length).toBe(2);
    expect(saidIn(ben).length).toBe(2);
  });

  test("a reply names whom it is for, and quotes the question for clients that show no replies", async () => {
    const answer = await ask(ana, "!latest");
    expect(answer.getChild("reply", "urn:xmpp:reply:0")?.attrs["to"]).toBe(`${room}/${nick}`);
    expect(answer.getChildText("body")).toMatch(/^> ana\d+: !latest\n\*/u);
    expect(answer.getChild("fallback", "urn:xmpp:fallback:0")?.getChild("body")?.attrs["start"]).toBe("0");
    expect(textOf(answer)).toMatch(/^\*News of May\*/u);
    expect(textOf(answer)).not.toContain(">");
  });

  test("a command that was corrected corrects its answer", async () => {
    const id = say(ana, `${BOT}: xep 0313`);
    const answer = await reply(ana, id);
    say(ana, `${BOT}: xep 0045`, { replaces: id });
    const corrected = await ben.hears(
      "the corrected answer",
      (message) =>
        message.getChild("replace", "urn:xmpp:message-correct:0")?.attrs["id"] === answer.attrs["id"],
    );
    expect(corrected.attrs["from"]).toBe(botIn(room));
    expect(textOf(corrected)).toContain("XEP-0045: Multi-User Chat");
  });

  test("a command that was retracted retracts its answer", async () => {
    const id = say(ben, `${BOT}: xep 0384`);
    const answer = await reply(ben, id);
    const question = stanzaId(await shown(ben, id));
    ben.send(
      xml(
        "message",
        { to: room, type: "groupchat", id: `retraction-of-${id}` },
        xml("retract", { xmlns: "urn:xmpp:message-retract:1", id: question }),
        xml("body", {}, "This person retracted a message."),
        xml("fallback", { xmlns: "urn:xmpp:fallback:0", for: "urn:xmpp:message-retract:1" }),
        xml("store", { xmlns: "urn:xmpp:hints" }),
      ),
    );
    const retraction = await ana.hears(
      "the retraction of the answer",
      (message) =>
        message.getChild("retract", "urn:xmpp:message-retract:1")?.attrs["id"] === stanzaId(answer),
    );
    expect(retraction.attrs["from"]).toBe(botIn(room));
  });

  test("a private question gets a private answer, and a direct one a receipt as well", async () => {
    const before = saidIn(ben).length;
    await settled(ana);
    expect(saidIn(ben).length).toBe(before);
    const id = say(ana, "latest", { to: server.jid("bot"), type: "chat", wantsReceipt: true });
    const answer = await ana.hears(
      "a direct answer",
      (message) =>
        message.attrs["from"]?.startsWith(`${server.jid("bot")}/`) === true &&
        message.getChild("body") !== undefined,
    );
    expect(textOf(answer)).toContain("News of May");
    await ana.hears(
      "a receipt",
      (message) => message.getChild("received", "urn:xmpp:receipts")?.attrs["id"] === id,
    );
  });

  test.each([
    ["de", "letzte", "5. Juni 2024"],
    ["fr", "dernier", "5 juin 2024"],
    ["it", "latest", "5 giugno 2024"],
  ])("who asks in %s is answered so: %s", async (language, line, day) => {
    const answer = await ask(ana, `${BOT}: ${line}`, { language });
    expect(answer.attrs["xml:lang"]).toBe(language);
    expect(textOf(answer)).toContain(day);
  });

  test("quiet is for moderators, silences the room and nothing else, and talk ends it", async () => {
    await ask(ben, `${BOT}: quiet`);
    expect(textOf(await ask(ben, `${BOT}: latest`))).toContain("News of May");
    const { attrs } = await ask(owner, `${BOT}: quiet`);
    await ben.hears("the last word", (message) => message.attrs["id"] === attrs["id"]);
    const quiet = saidIn(ben).length;
    say(ben, `${BOT}: latest`);
    say(ben, "!talk");
    await settled(ben);
    expect(saidIn(ben).length).toBe(quiet);
    await ask(owner, `${BOT}: talk`);
    expect(textOf(await ask(ben, `${BOT}: latest`))).toContain("News of May");
  });

  test("where it has no voice it says nothing, and answers again when it has", async () => {
    const mark = bot.mark();
    await owner.client.configureRoom(room, {
      type: "submit",
      fields: [
        { name: "FORM_TYPE", type: "hidden", value: "http://jabber.org/protocol/muc#roomconfig" },
        { name: "muc#roomconfig_moderatedroom", value: true },
      ],
    });
    await owner.client.setRoomRole(room, BOT, "visitor");
    const silent = saidIn(ben).length;
    say(ben, `${BOT}: latest`);
    await settled(ben);
    expect(saidIn(ben).length).toBe(silent);
    await owner.client.setRoomRole(room, BOT, "participant");
    expect(textOf(await ask(ben, `${BOT}: latest`))).toContain("News of May");
    expect(saidIn(ben).length).toBe(silent + 1);
    expect(bot.log().slice(mark)).not.toContain("error ");
  });

  test("what is nobody's gets no answer, talk about the bot neither", async () => {
    const before = saidIn(ana).length;
    for (const line of ["latest", `${BOT} is nice`, "!frobnicate", "/me asks newsstand: latest"]) {
      say(ana, line);
    }
    await settled(ana);
    expect(saidIn(ana).length).toBe(before);
  });

  test("who asks too much is told so once", async () => {
    await ana.join(flooded, nick);
    await ben.join(flooded, "ben");
    for (let number = 1; number <= 60; number += 1) say(ben, `${BOT}: xep ${number}`, { to: flooded });
    say(ben, "the end", { to: flooded });
    await ana.hears("the end of the flood", (message) => message.getChildText("body") === "the end");
    await expect
      .poll(
        () => saidIn(ana, flooded).filter((message) => textOf(message).startsWith("That is a lot")).length,
      )
      .toBe(1);
    await settled(ana, flooded);
    const said = saidIn(ana, flooded);
    expect(said.length).toBeGreaterThanOrEqual(20);
    expect(said.length).toBeLessThan(40);
    expect(said.filter((message) => textOf(message).startsWith("That is a lot")).length).toBe(1);
  });
});

/** The id that the room gave to a message (XEP-0359). */
function stanzaId(message: Element): string | undefined {
  const place = message.attrs["from"]?.split("/")[0];
  return message.getChildren("stanza-id", "urn:xmpp:sid:0").find(({ attrs }) => attrs["by"] === place)?.attrs[
    "id"
  ];
}

/** What a client that shows replies shows of a message: all but the quotation (XEP-0428). */
function textOf(message: Element): string {
  const body = message.getChildText("body") ?? "";
  const range = message.getChild("fallback", "urn:xmpp:fallback:0")?.getChild("body")?.attrs;
  const letters = Array.from(body);
  letters.splice(Number(range?.["start"] ?? 0), Number(range?.["end"] ?? 0) - Number(range?.["start"] ?? 0));
  return letters.join("");
}
