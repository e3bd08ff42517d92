/** The rooms the bot is in, and what it hears of them. */

import { createAlarms } from "./rooms/alarm.ts";
import type { Log } from "./log.ts";
import type { RoomFacts } from "./rooms/description.ts";
import type { Occupant } from "./rooms/occupants.ts";
import { createRoom, type Room } from "./rooms/room.ts";
import { createSoftware } from "./rooms/software.ts";
import { ROOM_TIMING, type RoomTiming } from "./rooms/timing.ts";
import { bare, resource } from "./xmpp/jid.ts";
import * as muc from "./xmpp/muc.ts";
import type { Element, Requester } from "./xmpp/stanza.ts";

export interface RoomsOptions {
  readonly xmpp: Requester;
  /** Those of the configuration: bare JIDs, lower case. */
  readonly rooms: readonly string[];
  readonly nick: string;
  /** Those of them that are asked on entering for what was said last. */
  readonly remembering?: ReadonlySet<string>;
  /** What goes along with the presence: caps. */
  readonly extra: () => Element[];
  readonly log: Log;
  /** The bot is in a room: for the first time, again, or still, after there was doubt. */
  readonly entered?: (room: string) => void;
  /** It was put out of a room that it had been invited to, and is in it no longer. */
  readonly dismissed?: (room: string) => void;
  readonly timing?: RoomTiming;
  /** From 0 to 1: no two pauses are the same, so that bots do not march in step. */
  readonly random?: () => number;
}

/** Looked up at every message, so it is no copy: it tells what is so now. */
export type Nicks = Pick<ReadonlyMap<string, string>, "get" | "has">;

export interface Rooms {
  /** Enters all rooms: the session is a new one. */
  enter(): void;
  /** The session goes on after an interruption: asks each room whether the bot is still in. */
  resumed(): void;
  /** There is no session: nothing is sent, and nothing forgotten, until `resumed` or `enter`. */
  offline(): void;
  /** Takes a presence; whether it was one of a room. */
  presence(stanza: Element): boolean;
  /** Takes a message that is about a room and no conversation: an error, an invitation, a change; whether it was one. */
  message(stanza: Element): boolean;
  /** Takes a sign of life: any stanza, besides what the others here do with it. */
  heard(stanza: Element): void;
  /** Whether what is said in a room now would be heard there. */
  isIn(room: string): boolean;
  /** The bot's nicknames by room, of the rooms in which it is. */
  nicks(): Nicks;
  /** What it may do in a room where it is: `moderator`, `participant` or `visitor`. */
  role(room: string): string | undefined;
  /** `owner`, `admin`, `member`, `none` or `outcast`, as the room last said. */
  affiliation(room: string): string | undefined;
  /** What a room shows of an occupant, the bot included, by occupant JID. */
  occupant(jid: string): KnownOccupant | undefined;
  occupants(room: string): readonly Occupant[];
  /** Whether somebody is there with the client whose caps have this node (XEP-0115). */
  hasClient(room: string, node: string): boolean;
  /** Finds out whether an occupant is a bot; `occupant` says so then. Never rejects. */
  learn(jid: string): Promise<void>;
  /** The language (BCP 47) that a room says its talk has. */
  language(room: string): string | undefined;
  /** What else a room says of itself; nothing where the bot is not in, or it has not answered. */
  facts(room: string): RoomFacts | undefined;
  /** Whether the bot is in each room of its configuration: others may come and go. */
  state(): Record<string, boolean>;
  /** Whether it is one of the bot's rooms. */
  has(room: string): boolean;
  list(): readonly ListedRoom[];
  /**
   * Enters one more room, as a guest: it never makes it, and stays away once it is put out. One that it has stays as it is, and
   * one of its configuration, from which it was removed, is again what it was.
   */
  add(room: string, guest: Guest): void;
  /** Leaves a room, and does not come back. */
  remove(room: string): void;
  /** Leaves all rooms, for good. */
  leave(): void;
}

export interface KnownOccupant extends Occupant {
  /** Whether its software says that it is a bot; nothing where that was not asked. */
  readonly isBot: boolean | undefined;
}

/** Why the bot is in a room without being configured to. */
export interface Guest {
  /** Who wanted it there: a JID, or words. */
  readonly by: string;
  readonly password?: string | undefined;
}

export interface ListedRoom {
  readonly room: string;
  readonly isIn: boolean;
  /** Who invited the bot; nobody did to a room of the configuration. */
  readonly invitedBy: string | undefined;
}

/** As many messages of a room's history as packaged servers keep. */
const HISTORY = 20;

export function createRooms({
  rooms,
  remembering = new Set(),
  entered = () => {},
  dismissed = () => {},
  timing = ROOM_TIMING,
  random = Math.random,
  ...options
}: RoomsOptions): Rooms {
  const alarms = createAlarms();
  const software = createSoftware(options.xmpp, options.log);
  const all = new Map<string, Room>();
  const guests = new Map<string, Guest>();
  const known = new Set<string>();
  let isOver = false;

  const forget = (room: string): void => {
    for (const each of [all, guests, known]) each.delete(room);
  };

  const make = (room: string, guest?: Guest): Room => {
    const made = createRoom({
      ...options,
      room,
      history: remembering.has(room) ? HISTORY : 0,
      password: guest?.password,
      isGuest: guest !== undefined,
      entered,
      dismissed() {
        forget(room);
        dismissed(room);
      },
      alarms,
      timing,
      random,
    });
    all.set(room, made);
    known.add(room);
    if (guest !== undefined) guests.set(room, guest);
    return made;
  };

  for (const room of rooms) make(room);

  const nicks: Nicks = {
    has: (room) => all.get(room)?.isIn() ?? false,
    get(jid) {
      const room = all.get(jid);
      return room?.isIn() === true ? room.nick() : undefined;
    },
  };
  const find = (jid: string): Occupant | undefined => all.get(bare(jid))?.occupants.get(resource(jid) ?? "");

  return {
    enter() {
      for (const room of all.values()) room.enter();
      alarms.resume();
    },
    resumed() {
      // What fell due meanwhile is judged by what the rooms know of the interruption.
      for (const room of all.values()) room.resumed();
      alarms.resume();
    },
    offline: () => alarms.pause(),
    presence(stanza) {
      const presence = muc.parsePresence(stanza, known);
      if (presence === undefined) return false;
      all.get(presence.room)?.presence(presence);
      return true;
    },
    message(stanza) {
      const notice = muc.parseNotice(stanza, known);
      if (notice === undefined) return false;
      all.get(notice.room)?.notice(notice, resource(stanza.attrs["from"]));
      return true;
    },
    heard(stanza) {
      if (muc.isSignOfLife(stanza)) all.get(bare(stanza.attrs["from"] ?? ""))?.heard();
    },
    isIn: (room) => all.get(room)?.isIn() ?? false,
    nicks: () => nicks,
    role: (room) => (all.get(room)?.isIn() ? all.get(room)?.standing().role : undefined),
    affiliation: (room) => all.get(room)?.standing().affiliation,
    occupant(jid) {
      const occupant = find(jid);
      if (occupant === undefined) return undefined;
      const isVouchedFor = all.get(bare(jid))?.facts()?.hasOccupantIds ?? false;
      const occupantId = isVouchedFor ? occupant.occupantId : undefined;
      return { ...occupant, occupantId, isBot: software.isBot(occupant.caps) };
    },
    occupants: (room) => [...(all.get(room)?.occupants.all() ?? [])],
    hasClient(room, node) {
      for (const { caps } of all.get(room)?.occupants.all() ?? []) if (caps?.node === node) return true;
      return false;
    },
    learn: (jid) => software.learn(jid, find(jid)?.caps),
    language: (room) => all.get(room)?.facts()?.language,
    facts: (room) => all.get(room)?.facts(),
    state: () =>
      Object.fromEntries(
        [...all].filter(([jid]) => !guests.has(jid)).map(([jid, room]) => [jid, room.isIn()]),
      ),
    has: (room) => all.has(room),
    list: () => [...all].map(([room, { isIn }]) => ({ room, isIn: isIn(), invitedBy: guests.get(room)?.by })),
    add(room, guest) {
      if (!isOver && !all.has(room)) make(room, rooms.includes(room) ? undefined : guest).enter();
    },
    remove(room) {
      all.get(room)?.leave();
      forget(room);
    },
    leave() {
      isOver = true;
      for (const room of all.values()) room.leave();
      all.clear();
    },
  };
}
