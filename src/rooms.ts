/** The rooms the bot is in: entering, being thrown out, coming back, and the nickname that each room lets it have. */

import type { Log } from "./log.ts";
import { backoff, type Backoff } from "./xmpp/backoff.ts";
import * as muc from "./xmpp/muc.ts";
import { isStanzaError } from "./xmpp/stanza-error.ts";
import type { Element, Requester } from "./xmpp/stanza.ts";

export interface RoomsOptions {
  readonly xmpp: Requester;
  /** Bare JIDs, lower case. */
  readonly rooms: readonly string[];
  readonly nick: string;
  /** What goes along with the presence: caps. */
  readonly extra: () => Element[];
  readonly log: Log;
}

export interface Rooms {
  /** Enters all rooms: the session is a new one. */
  enter(): void;
  /** Takes a presence; whether it was one of a room. */
  presence(stanza: Element): boolean;
  /** The bot's nicknames by room, of the rooms in which it is. */
  nicks(): ReadonlyMap<string, string>;
  /** Whether the bot is in each of its rooms. */
  state(): Record<string, boolean>;
  /** Leaves all rooms, for good. */
  leave(): void;
}

interface Place {
  nick: string;
  joined: boolean;
  conflicts: number;
  /** Since when the bot has been in, in ms. */
  since: number;
  timer: NodeJS.Timeout | undefined;
  readonly pauses: Backoff;
}

/** How long a room may take to let the bot in before it is asked again, in ms. */
const PATIENCE = 60_000;
/** A visit of this length was a success; after a shorter one the pauses go on growing. */
const VISIT = 300_000;
/** After so many other names the wanted one is tried again, later. */
const NAMES = 5;

export function createRooms({ xmpp, rooms, nick, extra, log }: RoomsOptions): Rooms {
  const places = new Map<string, Place>(
    rooms.map((room) => [
      room,
      { nick, joined: false, conflicts: 0, since: 0, timer: undefined, pauses: backoff(5_000, 600_000) },
    ]),
  );
  const known = new Set(rooms);

  const join = (room: string, place: Place): void => {
    place.joined = false;
    again(place, PATIENCE, () => {
      log.warn(`${room} does not answer; check the room's JID in NEWSSTAND_ROOMS`);
      later(room, place, place.pauses.next());
    });
    try {
      xmpp.send(muc.join(room, place.nick, ...extra()));
    } catch (error) {
      // Without a session nothing can be sent; the next session enters every room.
      log.debug(`cannot enter ${room} now`, { error });
    }
  };

  const again = (place: Place, ms: number, what: () => void): void => {
    clearTimeout(place.timer);
    place.timer = setTimeout(what, ms);
    place.timer.unref();
  };

  const later = (room: string, place: Place, ms: number): void => again(place, ms, () => join(room, place));

  const entered = (room: string, place: Place, presence: muc.RoomPresence): void => {
    clearTimeout(place.timer);
    if (!place.joined) {
      log.info(`entered ${room} as ${presence.nick}`);
      place.since = Date.now();
    }
    Object.assign(place, { joined: true, nick: presence.nick, conflicts: 0 });
    if (!presence.statuses.includes(muc.STATUS.created)) return;
    log.info(`${room} did not exist: it was created with the service's defaults`);
    muc
      .acceptDefaults(xmpp, room)
      .catch((error: unknown) => log.warn(`${room} cannot be opened to others`, { error }));
  };

  const refused = (room: string, place: Place, error: muc.RoomPresence["error"]): void => {
    if (isStanzaError(error, "conflict")) {
      place.conflicts += 1;
      const others = place.conflicts <= NAMES;
      place.nick = others ? `${nick}${place.conflicts === 1 ? "_" : `-${place.conflicts}`}` : nick;
      if (others) return join(room, place);
      place.conflicts = 0;
    }
    if (place.joined) return;
    const pause = place.pauses.next();
    log.warn(`${error?.message ?? `${room} does not let the bot in`}; ${advice(error?.condition)}`, {
      again: `in ${Math.round(pause / 1000)} s`,
    });
    later(room, place, pause);
  };

  const removed = (room: string, place: Place, presence: muc.RoomPresence): void => {
    if (presence.statuses.includes(muc.STATUS.nickChanged) && presence.newNick !== undefined) {
      place.nick = presence.newNick;
      return;
    }
    if (place.joined && Date.now() - place.since > VISIT) place.pauses.reset();
    const pause = place.pauses.next();
    const reason = presence.reason ? `: ${presence.reason}` : "";
    if (place.joined)
      log.warn(`no longer in ${room}, ${why(presence)}${reason}`, {
        again: `in ${Math.round(pause / 1000)} s`,
      });
    place.joined = false;
    later(room, place, pause);
  };

  return {
    enter() {
      for (const [room, place] of places) {
        Object.assign(place, { nick, conflicts: 0 });
        place.pauses.reset();
        join(room, place);
      }
    },
    presence(stanza) {
      const presence = muc.parsePresence(stanza, known);
      const place = presence && places.get(presence.room);
      if (presence === undefined || place === undefined) return false;
      const own =
        presence.statuses.includes(muc.STATUS.self) || (place.joined && presence.nick === place.nick);
      if (presence.type === "error") refused(presence.room, place, presence.error);
      else if (presence.destroyed || (own && presence.type === "unavailable"))
        removed(presence.room, place, presence);
      else if (own) entered(presence.room, place, presence);
      return true;
    },
    nicks: () =>
      new Map([...places].filter(([, { joined }]) => joined).map(([room, place]) => [room, place.nick])),
    state: () => Object.fromEntries([...places].map(([room, { joined }]) => [room, joined])),
    leave() {
      for (const [room, place] of places) {
        clearTimeout(place.timer);
        if (place.joined) xmpp.send(muc.leave(room, place.nick));
      }
      places.clear();
    },
  };
}

function why({ statuses, destroyed }: muc.RoomPresence): string {
  if (destroyed) return "which was destroyed";
  if (statuses.includes(muc.STATUS.banned)) return "banned from it";
  if (statuses.includes(muc.STATUS.kicked)) return "kicked out of it";
  if (statuses.includes(muc.STATUS.affiliationLost)) return "its affiliation was taken away";
  if (statuses.includes(muc.STATUS.membersOnly)) return "which became members-only";
  if (statuses.includes(muc.STATUS.shutdown)) return "whose service shuts down";
  if (statuses.includes(muc.STATUS.failure)) return "by a technical failure";
  return "it ended the visit";
}

function advice(condition: string | undefined): string {
  switch (condition) {
    case "forbidden":
      return "the bot is banned there";
    case "registration-required":
      return "make the bot's account a member";
    case "not-authorized":
      return "the room has a password, which is not supported";
    case "not-allowed":
    case "item-not-found":
      return "the room does not exist, and the bot may not create it";
    case "remote-server-not-found":
    case "service-unavailable":
      return "check the room's JID in NEWSSTAND_ROOMS";
    default:
      return "it is tried again";
  }
}
