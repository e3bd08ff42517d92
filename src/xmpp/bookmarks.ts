/** XEP-0402: PEP Native Bookmarks (1.2.0, partial): they are read and written, and no notifications are asked for. */

import { clone } from "ltx";
import { parseJid, toBare } from "./jid.ts";
import { ensureNode } from "./node.ts";
import * as pubsub from "./pubsub.ts";
import { isStanzaError } from "./stanza-error.ts";
import { childText, type Element, type Requester, xml } from "./stanza.ts";

export const NS = "urn:xmpp:bookmarks:1";

/** A room that the account wants to remember. */
export interface Bookmark {
  /** The bare JID. */
  readonly room: string;
  /** Whether clients of the account enter it by themselves. */
  readonly autojoin: boolean;
  readonly name?: string | undefined;
  readonly nick?: string | undefined;
  readonly password?: string | undefined;
  /** What clients add for themselves: those of others are to be kept. */
  readonly extensions: readonly Element[];
}

/** Requests fail with a `StanzaError` where the server has no PEP. */
export interface Bookmarks {
  all(): Promise<readonly Bookmark[]>;
  find(room: string): Promise<Bookmark | undefined>;
  /** Writes one in place of an earlier one. Fails with an `Error` where the server would show it to others. */
  save(bookmark: Bookmark): Promise<void>;
  remove(room: string): Promise<void>;
}

const ACCESS = "pubsub#access_model";
/** Section 3.2: nobody but the account reads them, and all are kept. */
const OPTIONS = new Map([
  [ACCESS, ["whitelist"]],
  ["pubsub#persist_items", ["true"]],
  ["pubsub#send_last_published_item", ["never"]],
]);
/** What has to hold when an item is written: somebody may have opened the node since. */
const PRIVATE = new Map([[ACCESS, ["whitelist"]]]);

/** The bookmarks of the account of this bare JID. */
export function createBookmarks(xmpp: Requester, account: string): Bookmarks {
  const at = { service: account, node: NS };
  const read = async (ids?: readonly string[]): Promise<readonly Bookmark[]> => {
    try {
      return (await pubsub.itemsOf(xmpp, at, ids)).map(toBookmark).filter((each) => each !== undefined);
    } catch (error) {
      if (isStanzaError(error, "item-not-found")) return [];
      throw error;
    }
  };
  return {
    all: () => read(),
    find: async (room) => (await read([room]))[0],
    async save(bookmark) {
      const { refused, unknown } = await ensureNode(xmpp, at, OPTIONS, { max: true });
      if ([...refused, ...unknown].some((field) => field.startsWith(ACCESS)))
        throw new Error(`${account} does not keep bookmarks private: none is stored`);
      await pubsub.publish(xmpp, at, { id: bookmark.room, payload: toElement(bookmark) }, PRIVATE);
    },
    async remove(room) {
      try {
        await pubsub.retract(xmpp, at, room);
      } catch (error) {
        if (!isStanzaError(error, "item-not-found")) throw error;
      }
    },
  };
}

/** Reads an item; one that is no bookmark of a room gives nothing. */
function toBookmark({ id, payload }: pubsub.Item): Bookmark | undefined {
  const jid = parseJid(id);
  if (jid?.local === undefined || payload?.is("conference", NS) !== true) return undefined;
  const { autojoin, name } = payload.attrs;
  return {
    room: toBare(jid),
    autojoin: autojoin === "true" || autojoin === "1",
    name,
    nick: childText(payload, "nick"),
    password: childText(payload, "password"),
    extensions: payload.getChild("extensions")?.getChildElements() ?? [],
  };
}

function toElement({ autojoin, name, nick, password, extensions }: Bookmark): Element {
  return xml(
    "conference",
    { xmlns: NS, name, autojoin: autojoin ? "true" : undefined },
    nick === undefined ? undefined : xml("nick", {}, nick),
    password === undefined ? undefined : xml("password", {}, password),
    extensions.length === 0 ? undefined : xml("extensions", {}, ...extensions.map(detached)),
  );
}

/** A copy for another stanza, which keeps its namespace. */
function detached(element: Element): Element {
  const copy = clone(element);
  copy.attrs["xmlns"] ??= element.getNS();
  return copy;
}
