/** The rooms the bot is in, and what it hears of them. */

import { createAlarms } from "./rooms/alarm.ts";
import type { Log } from "./log.ts";
import { createRoom } from "./rooms/room.ts";
import { ROOM_TIMING, type RoomTiming } from "./rooms/timing.ts";
import { bare, resource } from "./xmpp/jid.ts";
import * as muc from "./xmpp/muc.ts";
import type { Element, Requester } from "./xmpp/stanza.ts";

export interface RoomsOptions {
  readonly xmpp: Requester;
  /** Bare JIDs, lower case. */
  readonly rooms: readonly string[];
  readonly nick: string;
  /** Those of them that are asked on entering for what was said last. */
  readonly remembering?: ReadonlySet<string>;
  /** What goes along with the presence: caps. */
  readonly extra: () => Element[];
  readonly log: Log;
  /** The bot is in a room: for the first time, again, or still, after there was doubt. */
  readonly entered?: (room: string) => void;
  readonly timing?: RoomTiming;
  /** From 0 to 1: no two pauses are the same, so that bots do not march in step. */
  readonly random?: () => number;
}

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
  nicks(): ReadonlyMap<string, string>;
  /** What it may do in a room where it is: `moderator`, `participant` or `visitor`. */
  role(room: string): string | undefined;
  /** `owner`, `admin`, `member`, `none` or `outcast`, as the room last said. */
  affiliation(room: string): string | undefined;
  /** Whether the bot is in each of its rooms. */
  state(): Record<string, boolean>;
  /** Leaves all rooms, for good. */
  leave(): void;
}

/** As many messages of a room's history as packaged servers keep. */
const HISTORY = 20;

export function createRooms({
  rooms,
  remembering = new Set(),
  entered = () => {},
  timing = ROOM_TIMING,
  random = Math.random,
  ...options
}: RoomsOptions): Rooms {
  const alarms = createAlarms();
  const all = new Map(
    rooms.map((room) => {
      const history = remembering.has(room) ? HISTORY : 0;
      return [room, createRoom({ ...options, room, history, entered, alarms, timing, random })];
    }),
  );
  const known = new Set(rooms);

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
    nicks: () => new Map([...all].filter(([, room]) => room.isIn()).map(([jid, room]) => [jid, room.nick()])),
    role: (room) => (all.get(room)?.isIn() ? all.get(room)?.standing().role : undefined),
    affiliation: (room) => all.get(room)?.standing().affiliation,
    state: () => Object.fromEntries([...all].map(([jid, room]) => [jid, room.isIn()])),
    leave() {
      for (const room of all.values()) room.leave();
      all.clear();
    },
  };
}
