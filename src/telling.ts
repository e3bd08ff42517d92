/** Who is told of what: rooms and subscribers of new issues, editors of comments. */

import { addressesOf, toAnnouncement } from "./announce/announcement.ts";
import { createAnnouncer } from "./announce/announcer.ts";
import { createDelivery } from "./announce/delivery.ts";
import { DELIVERED } from "./announce/passage.ts";
import { createSubscribers, NODES as SUBSCRIBERS } from "./announce/subscribers.ts";
import { ANNOUNCED } from "./announce/told.ts";
import type { Context } from "./commands/command.ts";
import { createDiscussions } from "./comments/discussions.ts";
import { createListener } from "./comments/listener.ts";
import { NODE as COMMENTS } from "./comments/told.ts";
import type { Topics } from "./comments/topic.ts";
import type { AccountConfig } from "./config.ts";
import type { Archive } from "./newsletter/archive.ts";
import type { Issue } from "./newsletter/issue.ts";
import { isOut } from "./newsletter/release.ts";
import type { Log } from "./log.ts";
import type { Edition } from "./publish/desired.ts";
import type { Window } from "./publish/pace.ts";
import { placeOf } from "./publish/places.ts";
import type { Rooms } from "./rooms.ts";
import { onlyWhenNew } from "./sayings.ts";
import { SessionError } from "./xmpp/failure.ts";
import type { Outbox } from "./xmpp/outbox.ts";
import type { Memory } from "./xmpp/private.ts";
import type { Session } from "./xmpp/session.ts";
import type { Element } from "./xmpp/stanza.ts";

export interface TellingOptions {
  readonly config: AccountConfig;
  readonly edition: Edition;
  readonly session: Session;
  readonly rooms: () => Rooms;
  readonly outbox: () => Outbox;
  /** How much may be on its way to the server. */
  readonly window: Window;
  readonly archive: () => Archive;
  readonly memoryOf: (node: string) => Memory;
  readonly log: Log;
}

export interface Telling {
  /** What commands may consult of it. */
  readonly context: Pick<Context, "comments" | "subscriptions">;
  /** The nodes follow the content: takes the issues that are out and on their nodes, the oldest first. */
  followed(issues: readonly Issue[]): void;
  /** The bot is in a room, for the first time or again. */
  entered(room: string): void;
  /** Any stanza that came in. */
  heard(stanza: Element): void;
  /** The server has taken a stanza. */
  taken(stanza: Element): void;
  /** This bot acts in a session that is new. */
  restart(): void;
  /** The session goes on. */
  resumed(): void;
  /** Ends between two messages, for which it waits for so many ms at most. */
  stop(ms: number): Promise<void>;
}

export function createTelling(options: TellingOptions): Telling {
  const { config, edition, session, rooms, outbox, archive, memoryOf, log } = options;
  const { masthead, places } = edition;
  const { language, announceDays: days, announceRooms, editorsRoom: room } = config;
  const now = (): Date => new Date();
  const warn = onlyWhenNew((sentence) => log.warn(sentence));
  /** The issues that are out and have a node. */
  const sent = (): readonly Issue[] =>
    archive().issues.filter((issue) => isPublished(issue) && isOut(issue, now()));
  const isPublished = (issue: Issue): boolean =>
    placeOf(issue, places) !== undefined &&
    (config.languages.length === 0 || config.languages.includes(issue.language));
  const topics: Topics = { issues: sent, placeOf: (issue) => placeOf(issue, places) };
  const announcer = createAnnouncer({
    xmpp: session,
    memory: memoryOf(ANNOUNCED),
    rooms: announceRooms,
    language,
    days,
    announcementOf: (issue) => toAnnouncement(issue, addressesOf(issue, masthead, places)),
    isOpen: (jid) => session.isOnline() && rooms().isIn(jid) && rooms().role(jid) !== "visitor",
    now,
    log,
  });
  const listener =
    room === undefined
      ? undefined
      : createListener({
          ...topics,
          xmpp: session,
          memory: memoryOf(COMMENTS),
          account: config.jid,
          room,
          post: (message) => outbox().post(message),
          warn: (sentence) => warn.say(sentence, sentence),
        });
  const chat = config.chatSubscriptions ? createChat(options, now) : undefined;
  /** Whether the nodes have followed the content in this session. */
  let isFollowing = false;
  const watchComments = (): void => {
    if (!isFollowing) return;
    listener?.watch().catch((error: unknown) => {
      // What was lost with its session is done again in the next one.
      if (!(error instanceof SessionError)) log.warn("new comments could not be looked for", { error });
    });
  };

  return {
    context: {
      comments: createDiscussions({ ...topics, xmpp: session, now: Date.now }),
      subscriptions: chat && {
        list: chat.subscribers,
        languages: () => [...new Set([language, ...sent().map((issue) => issue.language)])],
        jid: config.jid,
      },
    },
    followed(issues) {
      void announcer.look(issues);
      void chat?.delivery.look(issues);
      isFollowing = true;
      watchComments();
    },
    entered: (jid) => announcer.entered(jid),
    heard(stanza) {
      announcer.heard(stanza);
      listener?.heard(stanza);
      chat?.delivery.heard(stanza);
    },
    taken: (stanza) => chat?.delivery.taken(stanza),
    restart() {
      isFollowing = false;
      listener?.restart();
      chat?.delivery.restart();
    },
    resumed() {
      chat?.delivery.resumed();
      watchComments();
    },
    async stop(ms) {
      announcer.stop();
      listener?.stop();
      await chat?.delivery.stop(ms);
    },
  };
}

function createChat({ config, edition, session, window, memoryOf, log }: TellingOptions, now: () => Date) {
  const { masthead, places } = edition;
  const subscribers = createSubscribers({ memories: SUBSCRIBERS.map(memoryOf), log });
  const delivery = createDelivery({
    xmpp: session,
    account: config.jid,
    memory: memoryOf(DELIVERED),
    subscribers,
    language: config.language,
    days: config.announceDays,
    addressesOf: (issue) => addressesOf(issue, masthead, places),
    pace: window,
    now,
    log,
  });
  return { subscribers, delivery };
}
