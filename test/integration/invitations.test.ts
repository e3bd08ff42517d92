/** Invitations to real rooms: whose are followed, and what of it outlives the bot. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startEjabberd } from "../support/ejabberd.ts";
import { type GuestBot, startGuest } from "../support/guest.ts";
import { startProsody } from "../support/prosody.ts";
import type { Server } from "../support/server.ts";
import { connect, type Reader } from "../support/stanza-client.ts";

const ACCOUNTS = { bot: "bot-password", ana: "ana-password", eve: "eve-password" };
/** Everybody sees who everybody is, and everybody may invite. */
const OPEN: Readonly<Record<string, string>> = {
  FORM_TYPE: "http://jabber.org/protocol/muc#roomconfig",
  "muc#roomconfig_whois": "anyone",
  "muc#roomconfig_allowinvites": "1",
  "muc#roomconfig_lang": "de",
};
const DEADLINE = { timeout: 15_000 };

describe.each([
  ["Prosody", startProsody],
  ["ejabberd", startEjabberd],
] as const)("%s", (name, startServer) => {
  let server: Server;
  let ana: Reader;
  let eve: Reader;
  let bot: GuestBot;
  let byPerson: string;
  let byRoom: string;
  let strange: string;

  const start = (): Promise<GuestBot> =>
    startGuest({ server, account: "bot", operators: [server.jid("ana")] });
  const restart = async (): Promise<void> => {
    await bot.kill();
    bot = await start();
  };
  const expectIn = (room: string) => expect.poll(() => bot.rooms.isIn(room), DEADLINE).toBe(true);
  const logs = (sentence: string) => expect.poll(() => bot.log.join("\n"), DEADLINE).toContain(sentence);
  const open = async (owner: Reader, room: string, nickname: string): Promise<void> => {
    await owner.join(room, nickname);
    const fields = Object.entries(OPEN).map(([field, value]) => ({ name: field, value }));
    await owner.client.configureRoom(room, { type: "submit", fields });
  };
  const logIn = (account: string): Promise<Reader> =>
    connect(server.wsUrl, server.jid(account), server.password(account));

  beforeAll(async () => {
    server = await startServer({ accounts: ACCOUNTS });
    byPerson = `person@${server.rooms}`;
    byRoom = `room@${server.rooms}`;
    strange = `strange@${server.rooms}`;
    ana = await logIn("ana");
    eve = await logIn("eve");
    await open(ana, byPerson, "ana");
    await open(ana, byRoom, "ana");
    await open(eve, strange, "eve");
    bot = await start();
  });

  afterAll(async () => {
    await bot?.[Symbol.asyncDispose]();
    await ana?.stop();
    await eve?.stop();
    await server?.stop();
  });

  test("a stranger's are not followed, of whatever kind", async () => {
    eve.client.directInvite(strange, server.jid("bot"));
    await logs(`an invitation to ${strange} is not followed: ${server.jid("eve")} is not among`);
    expect(bot.rooms.list()).toEqual([]);
    await restart();
    eve.client.invite(strange, { to: server.jid("bot") });
    await logs(`an invitation to ${strange} is not followed: ${server.jid("eve")} is not among`);
    expect(bot.rooms.list()).toEqual([]);
  });

  test("an operator's is followed", async () => {
    ana.client.directInvite(byPerson, server.jid("bot"));
    await expectIn(byPerson);
    expect(bot.rooms.list()).toEqual([{ room: byPerson, isIn: true, invitedBy: server.jid("ana") }]);
  });

  test("an operator's by way of a room of the bot's own server is, too", async () => {
    ana.client.invite(byRoom, { to: server.jid("bot") });
    await expectIn(byRoom);
    expect(bot.rooms.list().map(({ room }) => room)).toEqual([byPerson, byRoom]);
  });

  test("the room tells its language, and who its occupants are", async () => {
    await expect
      .poll(() => bot.rooms.facts(byPerson), DEADLINE)
      .toMatchObject({
        language: "de",
        isNonAnonymous: true,
        hasOccupantIds: name === "Prosody",
      });
    await eve.join(byPerson, "Eve");
    await expect.poll(() => bot.rooms.occupant(`${byPerson}/Eve`)?.jid, DEADLINE).toBe(server.jid("eve"));
    expect(bot.standing(`${byPerson}/ana`, "room")).toEqual({
      jid: server.jid("ana"),
      isOperator: true,
      isModerator: true,
      isMember: false,
    });
    expect(bot.standing(`${byPerson}/Eve`, "room")).toMatchObject({ isOperator: false, isModerator: false });
  });

  test("a bot that was killed is back where it was, and quiet where it was to be", async () => {
    await bot.memory.setQuiet(byPerson, true);
    await restart();
    await expectIn(byPerson);
    await expectIn(byRoom);
    expect([bot.memory.isQuiet(byPerson), bot.memory.isQuiet(byRoom)]).toEqual([true, false]);
    expect(bot.rooms.list().map(({ invitedBy }) => invitedBy)).toEqual([
      server.jid("ana"),
      server.jid("ana"),
    ]);
  });

  test("a bot that was kicked stays away, also after a restart", async () => {
    await ana.client.kick(byRoom, "newsstand", "enough");
    await logs(`no longer in ${byRoom}, kicked out of it: enough; the bot stays away`);
    // The one removal of a bookmark is sent before what is written next.
    await bot.memory.setQuiet(byPerson, false);
    await restart();
    await expectIn(byPerson);
    expect(bot.rooms.list().map(({ room }) => room)).toEqual([byPerson]);
    expect(bot.memory.isQuiet(byPerson)).toBe(false);
  });

  test("and comes again when it is invited again", async () => {
    ana.client.directInvite(byRoom, server.jid("bot"));
    await expectIn(byRoom);
    expect(bot.rooms.list().map(({ room }) => room)).toEqual([byPerson, byRoom]);
  });

  test("a bookmark that another client of the account removes is followed at the next start", async () => {
    await using owner = await logIn("bot");
    await owner.client.retract("", "urn:xmpp:bookmarks:1", byRoom, true);
    await restart();
    await expectIn(byPerson);
    expect(bot.rooms.has(byRoom)).toBe(false);
  });
});

describe("a Prosody that crashed", () => {
  test("still knows the rooms of the bot, which waits for them to exist again", async () => {
    await using server = await startProsody({ accounts: ACCOUNTS });
    const room = `team@${server.rooms}`;
    const logIn = (): Promise<Reader> => connect(server.wsUrl, server.jid("ana"), server.password("ana"));
    const options = { server, account: "bot", operators: [server.jid("ana")] };
    {
      await using ana = await logIn();
      await ana.join(room, "ana");
      await using bot = await startGuest(options);
      ana.client.directInvite(room, server.jid("bot"));
      await expect.poll(() => bot.rooms.isIn(room), DEADLINE).toBe(true);
      await bot.memory.setQuiet(room, true);
      await bot.kill();
    }
    await server.kill();
    await server.restart();
    await using bot = await startGuest(options);
    expect(bot.rooms.list()).toEqual([{ room, isIn: false, invitedBy: server.jid("ana") }]);
    expect(bot.memory.isQuiet(room)).toBe(true);
    await using ana = await logIn();
    await ana.join(room, "ana");
    // Whoever comes first makes the room: it was not the bot.
    await expect.poll(() => bot.rooms.occupant(`${room}/ana`)?.affiliation, DEADLINE).toBe("owner");
  });
});
