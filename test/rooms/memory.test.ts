/** What the bot remembers of rooms beyond its process: where it is a guest, and where it is to be quiet. */

import { describe, expect, test } from "vitest";
import type { Guest, ListedRoom } from "../../src/rooms.ts";
import { createRoomMemory } from "../../src/rooms/memory.ts";
import type { Bookmark, Bookmarks } from "../../src/xmpp/bookmarks.ts";
import { SessionError } from "../../src/xmpp/failure.ts";
import { StanzaError } from "../../src/xmpp/stanza-error.ts";
import { element } from "../support/conversation.ts";
import { logTo, ROOM } from "../support/rooms.ts";

const OTHER = "other@rooms.example.org";
const OPERATOR = "ana@example.org";
const BY_BOOKMARK = "a bookmark of the account";

/** The account's bookmarks, which outlive the bots of a test. */
function shelf(...bookmarks: readonly Bookmark[]) {
  const kept = new Map(bookmarks.map((each) => [each.room, each]));
  let broken: Error | undefined;
  const served = async <T>(work: () => T): Promise<T> => {
    await Promise.resolve();
    if (broken !== undefined) throw broken;
    return work();
  };
  const made: Bookmarks = {
    all: () => served(() => [...kept.values()]),
    find: (room) => served(() => kept.get(room)),
    save: (bookmark) => served(() => void kept.set(bookmark.room, bookmark)),
    remove: (room) => served(() => void kept.delete(room)),
  };
  return { ...made, kept, breaks: (error: Error | undefined) => void (broken = error) };
}

/** A bot that has just started, with these rooms in its configuration. */
function start(bookmarks: Bookmarks, configured: readonly string[] = []) {
  const said: string[] = [];
  const rooms = new Map<string, Guest | undefined>(configured.map((room) => [room, undefined]));
  const memory = createRoomMemory({
    bookmarks,
    nick: "newsstand",
    rooms: () => ({
      add: (room, guest) => void rooms.set(room, guest),
      has: (room) => rooms.has(room),
      list: () => [...rooms].map(([room, guest]): ListedRoom => ({ room, isIn: true, invitedBy: guest?.by })),
      remove: (room) => void rooms.delete(room),
    }),
    log: logTo((level, message) => level !== "debug" && void said.push(`${level}: ${message}`)),
  });
  /** An invitation is followed. */
  const invite = (room: string, guest: Guest = { by: OPERATOR }): Promise<void> => {
    rooms.set(room, guest);
    return memory.remember(room, guest);
  };
  return { ...memory, rooms, said, invite };
}

const lost = new SessionError("the session was lost", { lost: true });
const noPep = new StanzaError({ condition: "service-unavailable", type: "cancel" });
const bookmark = (room: string, more: Partial<Bookmark> = {}): Bookmark => ({
  room,
  autojoin: true,
  extensions: [],
  ...more,
});

describe("a room to which the bot was invited", () => {
  test("is entered again after a restart, with its password", async () => {
    const bookmarks = shelf();
    await start(bookmarks).invite(ROOM, { by: OPERATOR, password: "sesame" });
    const bot = start(bookmarks);
    await bot.restore();
    expect([...bot.rooms]).toEqual([[ROOM, { by: OPERATOR, password: "sesame" }]]);
    expect(bot.said).toEqual([`info: ${ROOM} is entered, to which ${OPERATOR} has invited the bot`]);
  });

  test("is a bookmark as other clients make it, with our mark", async () => {
    const bookmarks = shelf();
    await start(bookmarks).invite(ROOM);
    expect(bookmarks.kept.get(ROOM)).toMatchObject({
      autojoin: true,
      nick: "newsstand",
      password: undefined,
    });
    const [mark] = bookmarks.kept.get(ROOM)?.extensions ?? [];
    expect([mark?.getNS(), mark?.attrs["invited"]]).toEqual(["urn:x-newsstand:room", OPERATOR]);
  });

  test("keeps the password that is known of it, where the invitation has none", async () => {
    const bookmarks = shelf(bookmark(OTHER, { autojoin: false, password: "sesame" }));
    await start(bookmarks).invite(OTHER);
    expect(bookmarks.kept.get(OTHER)).toMatchObject({ autojoin: true, password: "sesame" });
    await start(bookmarks).invite(OTHER, { by: OPERATOR, password: "open" });
    expect(bookmarks.kept.get(OTHER)?.password).toBe("open");
  });

  test("from which it was put out is forgotten", async () => {
    const bookmarks = shelf();
    const bot = start(bookmarks);
    await bot.invite(ROOM);
    await bot.forget(ROOM);
    expect(bookmarks.kept.size).toBe(0);
  });

  test("stays, when its bookmark could be read and is still there", async () => {
    const bot = start(shelf());
    await bot.invite(ROOM);
    await bot.restore();
    expect([...bot.rooms.keys()]).toEqual([ROOM]);
    expect(bot.said).toEqual([]);
  });

  test("is left in the next session, when somebody has removed its bookmark", async () => {
    const bookmarks = shelf();
    const bot = start(bookmarks);
    await bot.invite(ROOM);
    bookmarks.kept.clear();
    await bot.restore();
    expect([...bot.rooms]).toEqual([]);
    expect(bot.said).toEqual([
      `info: ${ROOM} is not among the bookmarks of the account any more: the bot leaves it`,
    ]);
  });

  test("from which another bot of the account was put out meanwhile is left", async () => {
    const bookmarks = shelf();
    const [one, other] = [start(bookmarks), start(bookmarks)];
    await one.invite(ROOM);
    await other.restore();
    await other.forget(ROOM);
    await one.restore();
    expect([...one.rooms]).toEqual([]);
  });
});

describe("a bookmark that somebody else has made", () => {
  const pinned = element(`<pinned xmlns="urn:other"/>`);

  test("is a wish of the account's owner: the room is entered", async () => {
    const bot = start(shelf(bookmark(ROOM)));
    await bot.restore();
    expect([...bot.rooms]).toEqual([[ROOM, { by: BY_BOOKMARK, password: undefined }]]);
    expect(bot.said).toEqual([`info: ${ROOM} is entered, to which ${BY_BOOKMARK} has invited the bot`]);
  });

  test("is none where it says that the room is not entered by itself", async () => {
    const bot = start(shelf(bookmark(ROOM, { autojoin: false })));
    await bot.restore();
    expect([...bot.rooms]).toEqual([]);
  });

  test("stays when the bot was put out, but the bot does not enter by it any more", async () => {
    const bookmarks = shelf(bookmark(ROOM, { name: "Team", extensions: [pinned] }));
    const bot = start(bookmarks);
    await bot.restore();
    await bot.forget(ROOM);
    expect(bookmarks.kept.get(ROOM)).toMatchObject({ name: "Team", autojoin: false });
    expect(bookmarks.kept.get(ROOM)?.extensions).toContain(pinned);
    const next = start(bookmarks);
    await next.restore();
    expect([...next.rooms]).toEqual([]);
  });

  test("keeps what others have written when the bot adds its mark", async () => {
    const bookmarks = shelf(bookmark(ROOM, { name: "Team", nick: "stand", extensions: [pinned] }));
    const bot = start(bookmarks, [ROOM]);
    await bot.setQuiet(ROOM, true);
    expect(bookmarks.kept.get(ROOM)).toMatchObject({ name: "Team", nick: "stand", autojoin: true });
    expect(bookmarks.kept.get(ROOM)?.extensions).toHaveLength(2);
    await bot.setQuiet(ROOM, false);
    expect(bookmarks.kept.get(ROOM)?.extensions).toHaveLength(2);
  });

  test("of a room of the configuration makes it nobody's", async () => {
    const bot = start(shelf(bookmark(ROOM)), [ROOM]);
    await bot.restore();
    expect([...bot.rooms]).toEqual([[ROOM, undefined]]);
    expect(bot.said).toEqual([]);
  });
});

describe("a room where the bot is to be quiet", () => {
  test("is one after a restart, until it may talk", async () => {
    const bookmarks = shelf();
    const first = start(bookmarks, [ROOM]);
    await first.restore();
    await first.setQuiet(ROOM, true);
    expect(first.isQuiet(ROOM)).toBe(true);
    const second = start(bookmarks, [ROOM]);
    await second.restore();
    expect([second.isQuiet(ROOM), second.isQuiet(OTHER)]).toEqual([true, false]);
    await second.setQuiet(ROOM, false);
    expect(second.isQuiet(ROOM)).toBe(false);
    const third = start(bookmarks, [ROOM]);
    await third.restore();
    expect(third.isQuiet(ROOM)).toBe(false);
  });

  test("of the configuration is not entered by its bookmark, once the configuration has it no more", async () => {
    const bookmarks = shelf();
    await start(bookmarks, [ROOM]).setQuiet(ROOM, true);
    const bot = start(bookmarks);
    await bot.restore();
    expect([...bot.rooms]).toEqual([]);
  });

  test("remains one to which it was invited", async () => {
    const bookmarks = shelf();
    const first = start(bookmarks);
    await first.invite(ROOM);
    await first.setQuiet(ROOM, true);
    const second = start(bookmarks);
    await second.restore();
    expect([...second.rooms.keys()]).toEqual([ROOM]);
    expect(second.isQuiet(ROOM)).toBe(true);
  });

  test("is not, when the bot was put out and comes back", async () => {
    const bot = start(shelf());
    await bot.restore();
    await bot.invite(ROOM);
    await bot.setQuiet(ROOM, true);
    await bot.forget(ROOM);
    expect(bot.isQuiet(ROOM)).toBe(false);
  });

  test("is none as long as the bookmarks were not read, and stays one where they cannot be read again", async () => {
    const bookmarks = shelf();
    await start(bookmarks, [ROOM]).setQuiet(ROOM, true);
    const bot = start(bookmarks, [ROOM]);
    bookmarks.breaks(lost);
    await bot.restore();
    expect(bot.isQuiet(ROOM)).toBe(false);
    bookmarks.breaks(undefined);
    await bot.restore();
    expect(bot.isQuiet(ROOM)).toBe(true);
    bookmarks.breaks(lost);
    await bot.restore();
    expect(bot.isQuiet(ROOM)).toBe(true);
  });
});

describe("a session that is lost", () => {
  test("keeps what was decided for the next one, in order", async () => {
    const bookmarks = shelf();
    const bot = start(bookmarks);
    bookmarks.breaks(lost);
    await bot.invite(ROOM);
    await bot.invite(OTHER);
    await bot.forget(OTHER);
    expect(bookmarks.kept.size).toBe(0);
    bookmarks.breaks(undefined);
    bot.rooms.delete(OTHER);
    await bot.restore();
    expect([...bookmarks.kept.keys()]).toEqual([ROOM]);
    expect([...bot.rooms.keys()]).toEqual([ROOM]);
    expect(bot.said).toEqual([]);
  });
});

describe("what is decided while the bookmarks are read", () => {
  test("is newer than they are", async () => {
    const bookmarks = shelf();
    const first = start(bookmarks);
    for (const room of [ROOM, OTHER]) await first.invite(room);
    const read = Promise.withResolvers<readonly Bookmark[]>();
    const asked = Promise.withResolvers<undefined>();
    const slow = start({
      ...bookmarks,
      all() {
        asked.resolve(undefined);
        return read.promise;
      },
    });
    const restored = slow.restore();
    await asked.promise;
    slow.rooms.set(ROOM, { by: OPERATOR });
    const decided = [slow.setQuiet(ROOM, true), slow.forget(OTHER)];
    read.resolve([...bookmarks.kept.values()]);
    await restored;
    expect([...slow.rooms.keys()]).toEqual([ROOM]);
    expect(slow.isQuiet(ROOM)).toBe(true);
    await Promise.all(decided);
    expect([...bookmarks.kept.keys()]).toEqual([ROOM]);
  });
});

describe("a server without PEP", () => {
  test("is told of once, when there is something to remember; what was decided holds until the bot restarts", async () => {
    const bookmarks = shelf();
    bookmarks.breaks(noPep);
    const bot = start(bookmarks);
    await bot.restore();
    expect(bot.said).toEqual([]);
    await bot.invite(ROOM);
    await bot.setQuiet(ROOM, true);
    await bot.restore();
    expect(bot.said).toEqual([
      "warn: what is decided about rooms is forgotten when the bot restarts, since it cannot be stored: " +
        "the server refused a request: service-unavailable",
    ]);
    expect([...bot.rooms.keys()]).toEqual([ROOM]);
    expect(bot.isQuiet(ROOM)).toBe(true);
  });

  test("that lets bookmarks be read, but not written, does not make the bot leave", async () => {
    const bookmarks = shelf();
    const bot = start({ ...bookmarks, save: () => Promise.reject(noPep) });
    await bot.invite(ROOM);
    await bot.restore();
    expect([...bot.rooms.keys()]).toEqual([ROOM]);
  });
});

test("no more than 50 rooms are entered by bookmarks, which is told once", async () => {
  const bot = start(shelf(...Array.from({ length: 60 }, (_, at) => bookmark(`${at}@rooms.example.org`))));
  await bot.restore();
  expect(bot.rooms.size).toBe(50);
  expect(bot.said.filter((line) => line.startsWith("warn"))).toEqual([
    "warn: 50@rooms.example.org is not entered: the bot is a guest in 50 rooms already",
  ]);
});
