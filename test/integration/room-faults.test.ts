/** What rooms of real servers do to the bot, and that it is back in them. */

import tls from "node:tls";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { answerRequest } from "../../src/identity.ts";
import { createRooms, type Rooms } from "../../src/rooms.ts";
import { ROOM_TIMING, type RoomTiming } from "../../src/rooms/timing.ts";
import { createSession, type Session } from "../../src/xmpp/session.ts";
import { type Element, xml } from "../../src/xmpp/stanza.ts";
import { startEjabberd } from "../support/ejabberd.ts";
import { forget, startForgetfulProsody } from "../support/forgetful.ts";
import { startProsody } from "../support/prosody.ts";
import { logTo } from "../support/rooms.ts";
import type { Server } from "../support/server.ts";
import { connect, type Reader } from "../support/stanza-client.ts";

/** Nothing is waited for that the rooms do not make the bot wait for. */
const HASTY: RoomTiming = {
  ...ROOM_TIMING,
  firstPause: 50,
  longestPause: 200,
  slowPause: 200,
  longestSlowPause: 400,
  silence: 300,
  doubt: 50,
};
/** Only what happens at once happens at all. */
const PATIENT: RoomTiming = { ...ROOM_TIMING, firstPause: 10 };
const POLL = { timeout: 10_000, interval: 10 };

/** A session of the bot, and what it is in. */
interface Visitor {
  readonly session: Session;
  /** Enters a room and waits until it is in. */
  visit(room: string, timing: RoomTiming): Promise<Visit>;
}

interface Visit extends Rooms {
  /** What the operator was told. */
  readonly said: string[];
  /** Self-pings that the room answered with a result. */
  readonly answered: () => number;
}

async function startVisitor(server: Server): Promise<Visitor> {
  const visits = new Set<Visit>();
  const online = Promise.withResolvers<undefined>();
  tls.setDefaultCACertificates([...tls.getCACertificates("default"), server.certificate]);
  const session = createSession(
    {
      jid: server.jid("bot"),
      service: { host: server.host, port: server.port, tls: "starttls" },
      credentials: { username: "bot", password: server.password("bot"), allowPlain: false, userAgentId: "1" },
      debug: false,
    },
    {
      answer: answerRequest,
      online: () => online.resolve(undefined),
      resumed: () => {},
      offline: (sentence) => online.reject(new Error(sentence)),
      stanza: (stanza) => {
        for (const visit of visits) hear(visit, stanza);
      },
      trouble: (error) => online.reject(error),
      rejected: (sentence) => online.reject(new Error(sentence)),
    },
  );
  session.start();
  await online.promise;
  // Invitations go to whoever is available.
  session.send(xml("presence"));
  return {
    session,
    async visit(room, timing) {
      const visit = visitOf(session, room, timing);
      visits.add(visit);
      visit.enter();
      await expect.poll(() => visit.isIn(room), POLL).toBe(true);
      return visit;
    },
  };
}

function hear(visit: Visit, stanza: Element): void {
  visit.heard(stanza);
  if (stanza.is("presence")) visit.presence(stanza);
  if (stanza.is("message")) visit.message(stanza);
}

function visitOf(session: Session, room: string, timing: RoomTiming): Visit {
  const said: string[] = [];
  let answered = 0;
  const log = logTo((level, message) => {
    if (level !== "debug") said.push(message);
  });
  const rooms = createRooms({
    xmpp: {
      ...session,
      async get(payload, to) {
        const result = await session.get(payload, to);
        answered += 1;
        return result;
      },
    },
    rooms: [room],
    nick: "newsstand",
    extra: () => [],
    log,
    timing,
  });
  return { ...rooms, said, answered: () => answered };
}

/** A server for a group of tests, with a room for each of them. */
function setUp(startServer: () => Promise<Server>) {
  let server: Server;
  let visitor: Visitor;
  let reader: Reader;
  let room: string;
  let count = 0;
  const visits: Visit[] = [];

  beforeAll(async () => {
    server = await startServer();
    visitor = await startVisitor(server);
    reader = await connect(server.wsUrl, server.jid("reader"), server.password("reader"));
  });

  afterEach(() => {
    for (const visit of visits.splice(0)) visit.leave();
  });

  afterAll(async () => {
    await visitor?.session.stop();
    await reader?.stop();
    await server?.stop();
  });

  return {
    server: () => server,
    session: () => visitor.session,
    client: () => reader.client,
    /** The reader makes a room, its own. */
    async makeRoom(nick = "ana"): Promise<string> {
      count += 1;
      room = `room${count}@${server.rooms}`;
      await reader.join(room, nick);
      await reader.client.configureRoom(room, { type: "submit" });
      return room;
    },
    async configure(field: string, value: boolean): Promise<void> {
      const formType = { name: "FORM_TYPE", value: "http://jabber.org/protocol/muc#roomconfig" };
      await reader.client.configureRoom(room, { type: "submit", fields: [formType, { name: field, value }] });
    },
    async visit(timing: RoomTiming): Promise<Visit> {
      const visit = await visitor.visit(room, timing);
      visits.push(visit);
      return visit;
    },
    async isBack(visit: Visit): Promise<void> {
      await expect.poll(() => visit.isIn(room), POLL).toBe(true);
      expect(visit.said.filter((sentence) => sentence.startsWith("entered"))).toHaveLength(2);
    },
    /** The room is forgotten by its service. */
    forget: () => forget(server, reader, room),
  };
}

const isTold = (visit: Visit, text: string): PromiseLike<void> =>
  expect.poll(() => visit.said.join("\n"), POLL).toContain(text);

describe.each([
  ["Prosody", startProsody],
  ["ejabberd", startEjabberd],
] as const)("%s", (_, startServer) => {
  const world = setUp(startServer);

  test("whoever is kicked out is back", async () => {
    const room = await world.makeRoom();
    const rooms = await world.visit(HASTY);
    await world.client().kick(room, "newsstand", "too loud");
    await isTold(rooms, `no longer in ${room}, kicked out of it: too loud`);
    await world.isBack(rooms);
    expect(rooms.nicks().get(room)).toBe("newsstand");
  });

  test("whoever is banned is told so once, and back when the ban is lifted", async () => {
    const room = await world.makeRoom();
    const rooms = await world.visit(HASTY);
    await world.client().ban(room, world.server().jid("bot"), "spam");
    await isTold(rooms, `no longer in ${room}, banned from it: spam`);
    expect(rooms.affiliation(room)).toBe("outcast");
    await world.client().setRoomAffiliation(room, world.server().jid("bot"), "none");
    await world.isBack(rooms);
    expect(rooms.said.filter((sentence) => sentence.includes("ban"))).toEqual([
      `no longer in ${room}, banned from it: spam; an admin of the room can lift the ban`,
      `the bot is no longer banned from ${room}`,
    ]);
  });

  test("a room that becomes members-only puts the bot out; as an invited member it is back at once", async () => {
    const room = await world.makeRoom();
    const rooms = await world.visit(PATIENT);
    await world.configure("muc#roomconfig_membersonly", true);
    await isTold(rooms, `no longer in ${room}, which became members-only`);
    await world.client().setRoomAffiliation(room, world.server().jid("bot"), "member");
    world.client().invite(room, { to: world.server().jid("bot") });
    await world.isBack(rooms);
    expect(rooms.affiliation(room)).toBe("member");
  });

  test("what the bot may do in a room is known, and told when it changes", async () => {
    const room = await world.makeRoom();
    const rooms = await world.visit(PATIENT);
    expect(rooms.affiliation(room)).toBe("none");
    expect(rooms.role(room)).toBe("participant");
    await world.client().setRoomRole(room, "newsstand", "visitor");
    await isTold(rooms, `the bot has no voice in ${room}`);
    expect(rooms.role(room)).toBe("visitor");
    await world.client().setRoomRole(room, "newsstand", "participant");
    await isTold(rooms, `the bot has its voice in ${room} again`);
    await world.client().setRoomAffiliation(room, world.server().jid("bot"), "admin");
    await isTold(rooms, `the bot is now an admin of ${room}`);
    expect(rooms.affiliation(room)).toBe("admin");
    expect(rooms.role(room)).toBe("moderator");
  });

  test("a destroyed room is told with its venue, which nobody follows, and entered when it exists again", async () => {
    const room = await world.makeRoom();
    const rooms = await world.visit(HASTY);
    const venue = `venue@${world.server().rooms}`;
    await world.client().destroyRoom(room, { jid: venue, reason: "we moved" });
    await isTold(rooms, `no longer in ${room}, which was destroyed: we moved`);
    await isTold(rooms, `people are sent to ${venue}`);
    await expect(world.client().getDiscoInfo(room), "nobody makes it again").rejects.toBeDefined();
    await expect(world.client().getDiscoInfo(venue), "nobody makes its venue").rejects.toBeDefined();
    expect(rooms.isIn(room)).toBe(false);
    await world.client().joinRoom(room, "ana");
    await world.client().configureRoom(room, { type: "submit" });
    await world.isBack(rooms);
    expect(rooms.said.some((sentence) => sentence.includes("did not exist"))).toBe(false);
  });

  test("a nickname that is taken is the bot's as soon as it is free", async () => {
    const room = await world.makeRoom("newsstand");
    const rooms = await world.visit(PATIENT);
    expect(rooms.nicks().get(room)).toBe("newsstand_");
    await world.client().changeNick(room, "ana");
    await expect.poll(() => rooms.nicks().get(room), POLL).toBe("newsstand");
    expect(rooms.said).toEqual([`entered ${room} as newsstand_`, `now known as newsstand in ${room}`]);
    expect(rooms.isIn(room)).toBe(true);
  });

  test("a room that has nothing to say is asked whether the bot is in, and says that it is", async () => {
    const room = await world.makeRoom();
    const rooms = await world.visit({ ...HASTY, silence: 30 });
    await expect.poll(() => rooms.answered(), POLL).toBeGreaterThan(3);
    rooms.offline();
    rooms.resumed();
    expect(rooms.isIn(room)).toBe(true);
    expect(rooms.said).toEqual([`entered ${room} as newsstand`]);
  });
});

describe("a room that forgets everybody without telling", () => {
  const world = setUp(startForgetfulProsody);

  test.each([
    ["and is not kept on its service's disk is made again", false],
    ["but is kept there is entered again", true],
  ])("%s", async (_, persistent) => {
    const room = await world.makeRoom();
    await world.configure("muc#roomconfig_persistentroom", persistent);
    const rooms = await world.visit(HASTY);
    await world.forget();
    await isTold(rooms, `${room} does not know the bot any more`);
    await world.isBack(rooms);
    expect(rooms.said.includes(`${room} did not exist: it was created with the service's defaults`)).toBe(
      !persistent,
    );
  });

  test("is noticed at once by whoever says something there", async () => {
    const room = await world.makeRoom();
    await world.configure("muc#roomconfig_persistentroom", true);
    const rooms = await world.visit(PATIENT);
    await world.forget();
    const hello = xml("message", { to: room, type: "groupchat" }, xml("body", {}, "hello"));
    world.session().send(hello);
    await isTold(rooms, `${room} does not know the bot any more`);
    await world.isBack(rooms);
    expect(rooms.said).toHaveLength(3);
  });
});
