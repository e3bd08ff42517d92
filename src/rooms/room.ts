/** One room: being let in, the visit, being thrown out, and coming back. */

import type { Alarms } from "./alarm.ts";
import type { Log } from "../log.ts";
import { createDescription, type RoomFacts } from "./description.ts";
import { createDoor } from "./door.ts";
import { createNickname } from "./nickname.ts";
import { createOccupants, type Occupants } from "./occupants.ts";
import { createOpening } from "./opening.ts";
import { createStanding, type Standing } from "./standing.ts";
import type { RoomTiming } from "./timing.ts";
import { createWatch } from "./watch.ts";
import { farewell, isReasoned, refusal, removal, type Setback } from "./words.ts";
import { onlyWhenNew } from "../sayings.ts";
import { SessionError } from "../xmpp/failure.ts";
import * as muc from "../xmpp/muc.ts";
import { isStanzaError } from "../xmpp/stanza-error.ts";
import type { Element, Requester } from "../xmpp/stanza.ts";

export interface RoomOptions {
  readonly xmpp: Requester;
  /** The bare JID. */
  readonly room: string;
  /** The nickname it should have. */
  readonly nick: string;
  /** How many messages of its history to ask for on entering. */
  readonly history: number;
  readonly password: string | undefined;
  /** Whether it is there because somebody wanted it, not because of the configuration. */
  readonly isGuest: boolean;
  readonly extra: () => Element[];
  readonly log: Log;
  readonly entered: (room: string) => void;
  /** The guest is not wanted any more; it does not come back by itself. */
  readonly dismissed: (room: string) => void;
  readonly alarms: Alarms;
  readonly timing: RoomTiming;
  readonly random: () => number;
}

export interface Room {
  /** Enters: the session is a new one. */
  enter(): void;
  /** The session goes on after an interruption: what the room did meanwhile is unknown. */
  resumed(): void;
  /** A presence of this room. */
  presence(presence: muc.RoomPresence): void;
  /** A message about this room; `nick` is the occupant's by whose address it came, where it is not the room's own. */
  notice(notice: muc.Notice, nick: string | undefined): void;
  /** The room said something to its occupants. */
  heard(): void;
  /** Whether the bot is in, as far as anybody knows, and may speak. */
  readonly isIn: () => boolean;
  /** The nickname that the room knows the bot by. */
  readonly nick: () => string;
  /** As the room last said; a role is that of the last visit. */
  readonly standing: () => Standing;
  readonly occupants: Pick<Occupants, "get" | "all">;
  /** What the room says of itself, in this visit. */
  readonly facts: () => RoomFacts | undefined;
  leave(): void;
}

export function createRoom(options: RoomOptions): Room {
  const { xmpp, room, history, extra, log, alarms, timing } = options;
  const standing = createStanding(room, log);
  const occupants = createOccupants();
  const description = createDescription(xmpp, room, log);
  /** A message came back as from somebody who is not in: nothing is said there before that is cleared up. */
  let doubted = false;
  /** Whether to come in without a word: the operator knows what goes on. */
  let quiet = false;
  const complaints = onlyWhenNew((sentence) => {
    log.warn(sentence);
    quiet = false;
  });

  /** Whether it could be sent. */
  const send = (stanza: Element): boolean => {
    try {
      xmpp.send(stanza);
      return true;
    } catch (error) {
      // Without a session nothing can be sent; the next one enters every room.
      if (error instanceof SessionError) log.debug(`cannot reach ${room} now`, { error });
      else
        complaints.say(
          "send",
          `cannot enter ${room}: ${error instanceof Error ? error.message : String(error)}`,
        );
      return false;
    }
  };

  const knock = (nick: string): boolean =>
    send(muc.withPassword(muc.join(room, nick, history, ...extra()), options.password));

  const nickname = createNickname({
    wanted: options.nick,
    alarms,
    timing,
    claim: (wanted) => void send(muc.rename(room, wanted, ...extra())),
  });

  const door = createDoor({
    ...options,
    knock: () => knock(nickname.first()),
    exists: () => muc.exists(xmpp, room),
    complaints,
  });

  const opening = createOpening(options);

  const watch = createWatch({
    ...options,
    nick: nickname.now,
    kept() {
      if (!doubted) return;
      doubted = false;
      options.entered(room);
    },
    lost(error, again) {
      const sentence = `${room} does not know the bot any more (${error?.message ?? ""}); it enters again`;
      log[again ? "debug" : "warn"](sentence);
      quiet = again;
      ended();
      door.enter();
    },
  });

  /** The visit is over. */
  const ended = (): void => {
    watch.stop();
    opening.stop();
    nickname.stop();
    occupants.clear();
    description.stop();
    doubted = false;
  };

  const arrived = (presence: muc.RoomPresence): void => {
    const isNew = door.phase() !== "in";
    if (isNew) {
      door.opened();
      complaints.forget();
      log[quiet ? "debug" : "info"](`entered ${room} as ${presence.nick}`);
      quiet = false;
      nickname.is(presence.nick);
      watch.start();
      description.ask();
    } else renamed(presence.nick);
    standing.is(presence);
    if (presence.statuses.includes(muc.STATUS.created)) opening.start();
    else if (isNew) opening.resume();
    if (isNew) options.entered(room);
  };

  const renamed = (nick: string): void => {
    if (nick === nickname.now()) return;
    nickname.is(nick);
    log.info(`now known as ${nick} in ${room}`);
  };

  const refused = (presence: muc.RoomPresence): void => {
    const isTaken = isStanzaError(presence.error, "conflict");
    if (door.phase() === "in") {
      log.debug(`${room} sent a presence back`, { error: presence.error });
      // A nickname that is not to be had says nothing about being in; anything else may.
      if (!isTaken) watch.ask();
    } else if (door.phase() === "entering") {
      const other = isTaken ? nickname.other() : undefined;
      if (other === undefined) putOut(refusal(presence));
      else knock(other);
    }
  };

  const removed = (presence: muc.RoomPresence): void => {
    // The visit of a session before this one may end while the bot enters: ejabberd tells it that, too.
    const isOfNow = door.phase() === "in" || (door.phase() === "entering" && isReasoned(presence));
    if (!isOfNow) return;
    standing.note({ affiliation: presence.affiliation, role: undefined });
    putOut(removal(presence));
  };

  const putOut = (setback: Setback): void => {
    ended();
    const last = options.isGuest ? farewell(setback) : undefined;
    if (last === undefined) return door.closed(setback);
    complaints.say(setback.key, last);
    door.stop();
    options.dismissed(room);
  };

  return {
    enter() {
      ended();
      quiet = false;
      door.enter("afresh");
    },
    resumed() {
      door.resumed();
      if (door.phase() === "in") watch.ask();
    },
    presence(presence) {
      const { type, statuses, newNick, destroyed, nick } = presence;
      const isIn = door.phase() === "in";
      if (isIn || door.phase() === "entering") occupants.hear(presence);
      const isOwn = statuses.includes(muc.STATUS.self) || (isIn && nick === nickname.now());
      if (type === "error") refused(presence);
      else if (isOwn && type === "available") arrived(presence);
      else if (isOwn && statuses.includes(muc.STATUS.nickChanged)) renamed(newNick ?? nick);
      else if (type === "unavailable" && (isOwn || destroyed)) removed(presence);
      else if (type === "unavailable" && isIn) nickname.freed(nick);
    },
    notice({ kind, affiliation, error }, nick) {
      if (kind === "error" && door.phase() === "in") {
        // An occupant who is not to be found says nothing about the room.
        const conditions = nick === undefined ? ["not-acceptable", "item-not-found"] : ["not-acceptable"];
        doubted ||= isStanzaError(error, ...conditions);
        watch.ask();
      }
      if (kind === "configuration" && door.phase() === "in") description.ask();
      if (kind === "affiliation") standing.is({ affiliation, role: undefined });
      if (kind === "invitation") door.summoned("anybody");
      if (kind === "affiliation" && affiliation !== "outcast") door.summoned("room");
    },
    heard() {
      door.heard();
      if (door.phase() === "in") watch.heard();
    },
    isIn: () => door.phase() === "in" && !doubted,
    nick: nickname.now,
    standing: standing.now,
    occupants,
    facts: description.now,
    leave() {
      const wasThere = door.phase() === "in" || door.phase() === "entering";
      ended();
      door.stop();
      if (wasThere) send(muc.leave(room, nickname.now()));
    },
  };
}
