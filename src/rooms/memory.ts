/** What rooms the bot is a guest in, and where it is to be quiet: bookmarks of its account, so that they outlive the process. */

import type { Guest, Rooms } from "../rooms.ts";
import type { Log } from "../log.ts";
import { onlyWhenNew } from "../sayings.ts";
import type { Bookmark, Bookmarks } from "../xmpp/bookmarks.ts";
import { SessionError } from "../xmpp/failure.ts";
import { type Element, xml } from "../xmpp/stanza.ts";

/** Our mark in a bookmark (XEP-0402, `extensions`): who invited the bot, and whether it is to be quiet there. */
export const NS = "urn:x-newsstand:room";

export interface RoomMemoryOptions {
  /** By the session of the bot that acts. */
  readonly bookmarks: Bookmarks;
  readonly nick: string;
  readonly rooms: () => Pick<Rooms, "add" | "has" | "list" | "remove">;
  readonly log: Log;
}

export interface RoomMemory {
  /** A new session: enters the rooms of the bookmarks, and leaves those whose bookmark is gone. Never rejects. */
  restore(): Promise<void>;
  /** The bot accepted an invitation. Never rejects: what cannot be stored is told once, and holds until the bot restarts. */
  remember(room: string, guest: Guest): Promise<void>;
  /** The bot was put out of a room where it was a guest. Never rejects. */
  forget(room: string): Promise<void>;
  /** Whether the bot is known to be silent in a room. Until the bookmarks were read it talks: a slow server makes it deaf nowhere. */
  isQuiet(room: string): boolean;
  /** Never rejects, as `remember`. */
  setQuiet(room: string, isQuiet: boolean): Promise<void>;
}

/** More are not entered, whoever wants it. */
export const MOST_GUESTS = 50;
/** Changes that wait for a session. */
const MOST_UNSAVED = 200;

/** From the bookmark as it is, to that which is wanted; from or to nothing where there is none. */
type Change = (bookmark: Bookmark | undefined) => Bookmark | undefined;

export function createRoomMemory({ bookmarks, nick, rooms, log }: RoomMemoryOptions): RoomMemory {
  const complaints = onlyWhenNew((sentence) => log.warn(sentence));
  const quiet = new Set<string>();
  /** Rooms that have a bookmark by which the bot enters. */
  const stored = new Set<string>();
  const unsaved: (readonly [room: string, change: Change])[] = [];
  let last = Promise.resolve();

  /** One after the other: a change begins with reading. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    // The next session goes on.
    last = last.then(work).catch((error: unknown) => log.debug("rooms are remembered later", { error }));
    return last;
  };

  const apply = async (room: string, change: Change): Promise<void> => {
    const old = await bookmarks.find(room);
    const wanted = change(old);
    if (wanted !== undefined) await bookmarks.save(wanted);
    else if (old !== undefined) await bookmarks.remove(room);
    if (wanted?.autojoin === true) stored.add(room);
    else stored.delete(room);
  };

  const flush = async (): Promise<void> => {
    for (let next = unsaved[0]; next !== undefined; next = unsaved[0]) {
      const [room, change] = next;
      try {
        await apply(room, change);
      } catch (error) {
        if (isLost(error)) throw error;
        const why = error instanceof Error ? error.message : String(error);
        complaints.say(
          "store",
          `what is decided about rooms is forgotten when the bot restarts, since it cannot be stored: ${why}`,
        );
      }
      unsaved.shift();
    }
  };

  const save = (room: string, change: Change): Promise<void> => {
    if (unsaved.length < MOST_UNSAVED) unsaved.push([room, change]);
    return inTurn(flush);
  };

  const read = async (): Promise<void> => {
    await flush();
    const found = await bookmarks.all().catch((error: unknown) => {
      if (isLost(error)) throw error;
      log.debug("there are no bookmarks to read", { error });
      return undefined;
    });
    if (found !== undefined) follow(found);
  };

  const hush = (room: string, isQuiet: boolean): void =>
    void (isQuiet ? quiet.add(room) : quiet.delete(room));

  /** What was decided while the bookmarks were read is newer than they are. */
  const follow = (all: readonly Bookmark[]): void => {
    const pending = new Set(unsaved.map(([room]) => room));
    const found = all.filter(({ room }) => !pending.has(room));
    const wanted = new Map(found.filter(({ autojoin }) => autojoin).map((each) => [each.room, each]));
    for (const { room, extensions } of found) hush(room, markOf(extensions)?.attrs["quiet"] === "true");
    for (const { room, invitedBy } of rooms().list()) {
      if (invitedBy === undefined || wanted.has(room) || pending.has(room) || !stored.has(room)) continue;
      log.info(`${room} is not among the bookmarks of the account any more: the bot leaves it`);
      rooms().remove(room);
    }
    stored.clear();
    for (const each of wanted.values()) enter(each);
  };

  const enter = ({ room, password, extensions }: Bookmark): void => {
    stored.add(room);
    if (rooms().has(room)) return;
    if (guestsOf(rooms()) >= MOST_GUESTS)
      return complaints.say(
        "many",
        `${room} is not entered: the bot is a guest in ${MOST_GUESTS} rooms already`,
      );
    const inviter = markOf(extensions)?.attrs["invited"];
    log.info(`${room} is entered, to which ${inviter ?? "a bookmark of the account"} has invited the bot`);
    rooms().add(room, { by: inviter ?? "a bookmark of the account", password });
  };

  return {
    restore: () => inTurn(read),
    remember: (room, { by, password }) =>
      save(room, (old) => ({
        ...marked(old ?? blank(room), { invited: by }),
        autojoin: true,
        nick: old?.nick ?? nick,
        password: password ?? old?.password,
      })),
    forget(room) {
      hush(room, false);
      // What somebody else noted stays, but for the entering.
      return save(room, (old) => {
        const isOurs = old === undefined || markOf(old.extensions)?.attrs["invited"] !== undefined;
        return isOurs ? undefined : { ...marked(old, { quiet: undefined }), autojoin: false };
      });
    },
    isQuiet: (room) => quiet.has(room),
    setQuiet(room, isQuiet) {
      hush(room, isQuiet);
      return save(room, (old) => marked(old ?? blank(room), { quiet: isQuiet ? "true" : undefined }));
    },
  };
}

/** In how many rooms the bot is a guest. */
export function guestsOf(rooms: Pick<Rooms, "list">): number {
  return rooms.list().filter(({ invitedBy }) => invitedBy !== undefined).length;
}

/** Whether the bot is in a room, or on its way there, that is none of its configuration. */
export function isGuest(rooms: Pick<Rooms, "list">, room: string): boolean {
  return rooms.list().some((each) => each.room === room && each.invitedBy !== undefined);
}

/** For rooms of the configuration: that, and no bookmark, says that they are entered. */
function blank(room: string): Bookmark {
  return { room, autojoin: false, extensions: [] };
}

function markOf(extensions: readonly Element[]): Element | undefined {
  return extensions.find((each) => each.is("room", NS));
}

/** The bookmark with these changes of our mark. */
function marked(bookmark: Bookmark, changes: Readonly<Record<string, string | undefined>>): Bookmark {
  const { extensions } = bookmark;
  const ours = markOf(extensions);
  const { invited, quiet } = { ...ours?.attrs, ...changes };
  const mark = xml("room", { xmlns: NS, invited, quiet });
  return { ...bookmark, extensions: [...extensions.filter((each) => each !== ours), mark] };
}

function isLost(error: unknown): boolean {
  return error instanceof SessionError && error.lost;
}
