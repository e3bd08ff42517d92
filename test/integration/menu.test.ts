/** The menu on real servers: everybody's commands, by the bot's own address and by way of a room, and the operator's panel. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AdHocCommand, IQPayload } from "stanza/protocol/index.js";
import { type LocalBot, startLocalBot } from "../support/bot-in-process.ts";
import { type Content, issue, makeContent } from "../support/content.ts";
import { startEjabberd } from "../support/ejabberd.ts";
import { startProsody } from "../support/prosody.ts";
import type { Server } from "../support/server.ts";
import { connect, type Reader } from "../support/stanza-client.ts";

const ACCOUNTS = { bot: "bot-password", ana: "ana-password", mel: "mel-password", eve: "eve-password" };
const COMMANDS = "http://jabber.org/protocol/commands";
const NEWEST = "2024-06-05-newsletter";

/** What somebody wants of a command. */
interface Order extends Pick<AdHocCommand, "action" | "node"> {
  readonly sid?: string | undefined;
  readonly form?: AdHocCommand["form"] | undefined;
}

describe.each([
  ["Prosody", startProsody],
  ["ejabberd", startEjabberd],
] as const)("%s", (_, startServer) => {
  let server: Server;
  let content: Content;
  /** The operator, a member of the room, and anybody. */
  let ana: Reader;
  let mel: Reader;
  let eve: Reader;
  let bot: LocalBot;
  let room: string;
  let fullJid: string;

  beforeAll(async () => {
    server = await startServer({ accounts: ACCOUNTS });
    room = `desk@${server.rooms}`;
    content = await makeContent({
      "2024-05-05-newsletter.md": issue("News of April", "2024-05-05"),
      "2024-06-05-newsletter.md": issue("News of May", "2024-06-05"),
    });
    const logIn = (name: "ana" | "mel" | "eve"): Promise<Reader> =>
      connect(server.wsUrl, server.jid(name), server.password(name));
    ana = await logIn("ana");
    mel = await logIn("mel");
    eve = await logIn("eve");
    await ana.join(room, "ana");
    await ana.client.configureRoom(room, { type: "submit" });
    // Moderators see who the others are.
    await ana.client.setRoomAffiliation(room, server.jid("bot"), "admin");
    await ana.client.setRoomAffiliation(room, server.jid("mel"), "member");
    bot = await startLocalBot({
      server,
      account: "bot",
      content: content.folder,
      rooms: [room],
      settings: { OPERATORS: server.jid("ana") },
    });
    await bot.logs("the nodes follow the content");
    await bot.logs(`entered ${room}`);
    fullJid = /online as (\S+)/u.exec(bot.log())?.[1] ?? "";
    await mel.join(room, "mel");
    await eve.join(room, "eve");
  }, 60_000);

  afterAll(async () => {
    await bot?.stop();
    for (const reader of [ana, mel, eve]) await reader?.stop();
    await content?.[Symbol.asyncDispose]();
    await server?.[Symbol.asyncDispose]();
  });

  const list = async (reader: Reader, to: string): Promise<readonly string[]> => {
    const { items } = await reader.client.getDiscoItems(to, COMMANDS);
    return items.map(({ jid, node = "" }) => (jid === to ? node : `${node} at ${jid}`));
  };
  const order = async (
    reader: Reader,
    { sid, form, ...command }: Order,
    { to = fullJid, lang }: { to?: string; lang?: string } = {},
  ): Promise<AdHocCommand> => {
    const going = { ...command, ...(sid !== undefined && { sid }), ...(form !== undefined && { form }) };
    const payload: IQPayload = { command: going };
    const speaking = lang === undefined ? {} : { lang };
    const answer = await reader.client.sendIQ({ ...payload, ...speaking, to, type: "set" });
    return answer.command ?? {};
  };
  const filled = (fields: Readonly<Record<string, string | string[]>>): AdHocCommand["form"] => ({
    type: "submit",
    fields: Object.entries(fields).map(([name, value]) => ({ name, value })),
  });
  const textOf = ({ form, notes }: AdHocCommand): string =>
    [
      ...(form?.fields ?? []).flatMap(({ value }) => value ?? []),
      ...(notes ?? []).map(({ value }) => value),
    ].join("\n");

  test("the list has what each may use", async () => {
    const everybody = await list(eve, fullJid);
    expect(everybody).toEqual(expect.arrayContaining(["latest", "xep", "search", "help"]));
    expect(everybody.filter((node) => node.startsWith("panel/"))).toEqual([]);
    const forMembers = (await list(mel, fullJid)).filter((node) => node.startsWith("panel/"));
    expect(forMembers).toEqual(["panel/status", "panel/plan"]);
    expect(await list(ana, fullJid)).toContain("panel/publish");
  });

  test("the bot says that it has commands, and what each of them is", async () => {
    expect((await eve.client.getDiscoInfo(fullJid)).features).toContain(COMMANDS);
    const { identities } = await eve.client.getDiscoInfo(fullJid, "xep");
    expect(identities).toMatchObject([{ category: "automation", type: "command-node" }]);
  });

  test("anybody asks with a form, in their language", async () => {
    const form = await order(eve, { node: "xep" }, { lang: "de" });
    expect(form).toMatchObject({ status: "executing", availableActions: { execute: "complete" } });
    const answer = await order(eve, {
      node: "xep",
      sid: form.sid,
      action: "complete",
      form: filled({ xep: "313" }),
    });
    expect(answer.status).toBe("completed");
    expect(textOf(answer)).toContain("Message Archive Management");
    expect(textOf(await order(eve, { node: "about" }, { lang: "fr" }))).toMatch(/\p{L}/u);
  });

  test("a room relays all of it", async () => {
    const occupant = `${room}/newsstand`;
    expect(await list(eve, occupant)).toContain("xep");
    const form = await order(eve, { node: "xep" }, { to: occupant });
    const answer = await order(
      eve,
      { node: "xep", sid: form.sid, action: "complete", form: filled({ xep: "45" }) },
      { to: occupant },
    );
    expect(textOf(answer)).toContain("Multi-User Chat");
    expect(await list(ana, occupant)).toContain("panel/status");
  });

  test("what is forbidden stays so, and sessions are their owner's", async () => {
    for (const [reader, node] of [
      [eve, "panel/status"],
      [mel, "panel/publish"],
    ] as const)
      await expect(order(reader, { node })).rejects.toMatchObject({ error: { condition: "forbidden" } });
    const { sid } = await order(ana, { node: "panel/rooms" });
    await expect(order(ana, { node: "panel/rooms", sid: `${sid}x` })).rejects.toMatchObject({
      error: { condition: "bad-request", commandError: "bad-sessionid" },
    });
    await expect(order(ana, { node: "panel/rooms", sid, action: "complete" })).rejects.toMatchObject({
      error: { condition: "bad-request", commandError: "bad-action" },
    });
  });

  test("status tells members how the bot is", async () => {
    const status = textOf(await order(mel, { node: "panel/status" }));
    expect(status).toContain(fullJid);
    expect(status).toContain(`${room}: I am in`);
    expect(status).toContain("2 published");
  });

  test("an operator retracts an issue and publishes it again, and sees both before they happen", async () => {
    await mel.subscribe(server.pubsub, "newsletter");
    const first = await order(ana, { node: "panel/retract" });
    const preview = await order(ana, {
      node: "panel/retract",
      sid: first.sid,
      action: "next",
      form: filled({ issues: [NEWEST] }),
    });
    expect(preview).toMatchObject({ status: "executing", availableActions: { execute: "complete" } });
    expect(textOf(preview)).toContain(`- ${NEWEST}`);
    const held = async () => (await mel.items(server.pubsub, "newsletter")).map(({ id }) => id);
    expect(await held()).toContain(NEWEST);
    const retracted = await order(ana, { node: "panel/retract", sid: first.sid, action: "complete" });
    expect(textOf(retracted)).toBe("Done: 1 retracted");
    expect(await held()).not.toContain(NEWEST);

    expect(textOf(await order(mel, { node: "panel/plan" }))).toContain("1 to publish");
    const plan = await order(ana, { node: "panel/publish" });
    expect(textOf(plan)).toContain(`+ ${NEWEST}`);
    const cancelled = await order(ana, { node: "panel/publish", sid: plan.sid, action: "cancel" });
    expect(cancelled.status).toBe("canceled");
    expect(await held()).not.toContain(NEWEST);
    const again = await order(ana, { node: "panel/publish" });
    const done = await order(ana, { node: "panel/publish", sid: again.sid, action: "complete" });
    expect(textOf(done)).toBe("Done: 1 published");
    expect(await held()).toContain(NEWEST);
    expect(bot.log()).toContain(`${server.jid("ana")} has confirmed publish`);
  });

  test("an operator has the content read again", async () => {
    const mark = bot.mark();
    await content.write("2024-07-05-newsletter.md", issue("News of June", "2024-07-05"));
    expect((await order(ana, { node: "panel/reload" })).status).toBe("completed");
    await bot.logs("published 2024-07-05-newsletter", mark);
  });
});
