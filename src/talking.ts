/** The bot among people: what it may be asked, by whom, where, and the rooms that it is a guest in. */

import { languagesOf } from "./assembly.ts";
import type { Context } from "./commands/command.ts";
import type { AccountConfig } from "./config.ts";
import { type Conversation, createConversation } from "./conversation/conversation.ts";
import { NAME, VERSION } from "./identity.ts";
import { createInvitations, type Invitations } from "./invitations.ts";
import type { Log } from "./log.ts";
import type { Menu } from "./menu/menu.ts";
import { feedOf, type Newsroom } from "./newsroom.ts";
import { createPanel } from "./panel.ts";
import type { PanelParts } from "./panel/parts.ts";
import type { Edition } from "./publish/desired.ts";
import type { Publisher } from "./publisher.ts";
import type { Rooms } from "./rooms.ts";
import { createRoomMemory, type RoomMemory } from "./rooms/memory.ts";
import { createStanding } from "./standing.ts";
import type { Telling } from "./telling.ts";
import type { Xeps } from "./xeps/desk.ts";
import { createBookmarks } from "./xmpp/bookmarks.ts";
import type { Outbox } from "./xmpp/outbox.ts";
import type { Session } from "./xmpp/session.ts";

export interface TalkingOptions extends Pick<PanelParts, "reload"> {
  readonly config: AccountConfig;
  readonly edition: Edition;
  /** The rooms of the configuration, by bare JID. */
  readonly configured: readonly string[];
  readonly session: Session;
  /** The parts are made after this one, so they are asked for when they are needed. */
  readonly rooms: () => Rooms;
  readonly outbox: () => Outbox;
  readonly publisher: () => Publisher;
  readonly telling: () => Telling;
  readonly news: Newsroom["news"];
  readonly xeps: Xeps;
  readonly log: Log;
}

export interface Talking {
  readonly conversation: Conversation;
  /** What clients show as a menu. */
  readonly menu: Menu;
  readonly invitations: Invitations;
  /** What is remembered of rooms for longer than the process lives. */
  readonly memory: RoomMemory;
}

export function createTalking(options: TalkingOptions): Talking {
  const { config, edition, configured, session, rooms, outbox, telling, news, xeps, log } = options;
  const memory = createRoomMemory({
    bookmarks: createBookmarks(session, config.jid),
    nick: config.nick,
    rooms,
    log,
  });
  const now = (): Date => new Date();
  let made: Context | undefined;
  /** The same for every question; where to follow the newsletter is told anew, since each year may have a node of its own. */
  const context = (): Context =>
    (made ??= {
      news,
      xeps,
      ...telling().context,
      manners: memory,
      get feed() {
        return feedOf(edition, config.jid, now());
      },
      colophon: { name: NAME, version: VERSION, licence: "MIT", newsletter: config.author },
      now,
    });
  const standing = createStanding({ account: config.jid, operators: config.operators, configured, rooms });
  const languages = languagesOf(config);
  return {
    memory,
    conversation: createConversation({
      jid: () => session.jid(),
      nick: config.nick,
      rooms,
      send: session.send,
      post: (message, until) => outbox().post(message, until),
      context,
      standing,
      languageOf: (room) => languages.get(room),
      xepRooms: new Set(config.xepRooms),
      log,
    }),
    menu: createPanel({
      ...options,
      session: () => session,
      guests: () => memory,
      manners: () => memory,
      version: VERSION,
      started: now(),
      context,
      standing,
      language: (room) => languages.get(room) ?? rooms().language(room),
    }),
    invitations: createInvitations({
      account: config.jid,
      operators: config.operators,
      domains: config.inviteDomains,
      rooms,
      memory,
      log,
    }),
  };
}
