/** Hears of new comments on the issues, also of those that came while nobody listened, and has the editors' room told of each once. */

import { setTimeout as pause } from "node:timers/promises";
import { COMMENTS, commentsNode } from "../publish/entry.ts";
import { listen } from "../publish/comments-node.ts";
import { SessionError } from "../xmpp/failure.ts";
import { isSame } from "../xmpp/jid.ts";
import type { Memory } from "../xmpp/private.ts";
import * as pubsub from "../xmpp/pubsub.ts";
import { isStanzaError } from "../xmpp/stanza-error.ts";
import type { Element, Requester } from "../xmpp/stanza.ts";
import { type Comment, toComment } from "./comment.ts";
import { readItems, toComments } from "./node.ts";
import { createTelling } from "./telling.ts";
import { createTold } from "./told.ts";
import type { Topic, Topics } from "./topic.ts";

export interface ListenerOptions extends Topics {
  readonly xmpp: Requester;
  /** The private node `NODE` of told.ts. */
  readonly memory: Memory;
  /** The bot's own bare JID. */
  readonly account: string;
  /** The editors' room. */
  readonly room: string;
  /** Accepts a message; resolves when the room has it. */
  readonly post: (message: Element) => Promise<void>;
  readonly warn: (sentence: string) => void;
  /** How long to wait, in ms, before an issue that was looked at in an earlier session is looked at in this one. */
  readonly spacing?: number;
}

export interface Listener {
  /** Any stanza that came in; what is no notification of a comment is left alone. */
  heard(stanza: Element): void;
  /**
   * Looks at the comments of the newest issues, once each in a session, for what came meanwhile; one after the other, since a
   * start with nothing to do is to cost the server little. At the very first time they are taken as told. Fails with a
   * `SessionError` where the session was lost: then it is to be called again.
   */
  watch(): Promise<void>;
  /** The session is a new one: notifications may have been lost, and another bot of the account may have told of comments. */
  restart(): void;
  stop(): void;
}

/** A comment that a service told of; one that came without its words is still to be read. */
interface Notice extends pubsub.Node {
  readonly id: string;
  readonly comment: Comment | undefined;
}

/** How many of the newest issues are looked at. */
const WATCHED = 12;
const SPACING = 5_000;
/** How many comments may wait until it is known which were told; those beyond are found in the nodes. */
const MOST_NOTICES = 500;

/** Whether nothing is remembered of an issue, and whether what is said on it is to be told. */
interface How {
  readonly isNew: boolean;
  readonly isTold: boolean;
}

export function createListener(options: ListenerOptions): Listener {
  const { xmpp, memory, account, issues, placeOf, warn, spacing = SPACING } = options;
  const told = createTold(memory, warn);
  const telling = createTelling(options);
  const looked = new Set<string>();
  let notices: readonly Notice[] = [];
  let isLoaded = false;
  let isWorking = false;
  let watching = Promise.resolve();
  let session = new AbortController();

  const consider = ({ id, title }: Topic, comment: Comment): void => {
    if (told.has(id, comment.id)) return;
    told.add(id, comment.id);
    if (isSame(comment.publisher, account)) return;
    const keep = told.keeping(id);
    // Where the session is lost, the next comment on the issue remembers this one as well.
    telling.tell(title, comment, () => void keep().catch(() => {}));
  };

  const issueOf = ({ service, node }: pubsub.Node): Topic | undefined => {
    const issue = issues().find(({ id }) => node === `${COMMENTS}${id}`);
    return issue !== undefined && isSame(placeOf(issue)?.service, service) ? issue : undefined;
  };
  const take = async (notice: Notice): Promise<void> => {
    const issue = issueOf(notice);
    if (issue === undefined || told.has(issue.id, notice.id)) return;
    const comment = notice.comment ?? toComments(await pubsub.itemsOf(xmpp, notice, [notice.id]))[0];
    if (comment !== undefined) consider(issue, comment);
  };
  /** One after the other: a flood of comments without words makes one request at a time. */
  const work = async (): Promise<void> => {
    if (isWorking) return;
    isWorking = true;
    for (let notice = notices[0]; notice !== undefined; notice = notices[0]) {
      notices = notices.slice(1);
      // What cannot be read now is found when its node is looked at.
      await take(notice).catch(() => {});
    }
    isWorking = false;
  };

  /** Looks at the comments of one issue; tells what is new, or takes all of it as told. */
  const look = async (issue: Topic, { isNew, isTold }: How): Promise<void> => {
    const at = placeOf(issue);
    if (at === undefined) return;
    if (isNew) await listen(xmpp, commentsNode(at, issue.id), account);
    const { items } = await readItems(xmpp, at, issue.id);
    if (!isTold) for (const { id } of items) told.add(issue.id, id);
    if (isNew) await told.keeping(issue.id)();
    if (isTold) for (const comment of toComments(items)) consider(issue, comment);
  };
  const rest = async ({ signal }: AbortController): Promise<void> => {
    await pause(spacing, undefined, { signal, ref: false }).catch(() => {});
    if (signal.aborted) throw new SessionError("the session was lost", { lost: true });
  };
  const lookAtAll = async (): Promise<void> => {
    const mine = session;
    const newest = issues().slice(-WATCHED);
    const remembered = told.issues();
    // All that was said on an issue newer than one that is remembered came since.
    const since = newest.findIndex(({ id }) => remembered.has(id));
    // The newest comes first: should the first time not come to its end, older ones are still taken as known.
    for (const [at, issue] of [...newest.entries()].toReversed()) {
      if (looked.has(issue.id)) continue;
      const how = { isNew: !remembered.has(issue.id), isTold: since >= 0 && at >= since };
      if (!how.isNew && looked.size > 0) await rest(mine);
      await look(issue, how).catch((error: unknown) => {
        if (!isStanzaError(error)) throw error;
      });
      looked.add(issue.id);
    }
    if (newest.length === 0) return;
    for (const id of remembered) if (newest.every((issue) => issue.id !== id)) await told.forget(id);
  };

  const watchOnce = async (): Promise<void> => {
    if (!isLoaded) await told.load();
    isLoaded = true;
    await lookAtAll();
    await work();
  };

  return {
    heard(stanza) {
      const said = stanza.name === "message" ? pubsub.parseNotification(stanza) : undefined;
      if (said === undefined || !said.node.startsWith(COMMENTS)) return;
      const { service, node } = said;
      const more = said.items.flatMap((item): Notice[] => {
        const comment = toComment(item);
        return comment === undefined && item.payload !== undefined
          ? []
          : [{ service, node, id: item.id, comment }];
      });
      notices = [...notices, ...more].slice(0, MOST_NOTICES);
      if (isLoaded) void work();
    },
    watch() {
      watching = watching.catch(() => {}).then(watchOnce);
      return watching;
    },
    restart() {
      session.abort();
      session = new AbortController();
      looked.clear();
      isLoaded = false;
    },
    stop() {
      session.abort();
      telling.stop();
    },
  };
}
