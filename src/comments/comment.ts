/** What somebody says about an issue, read from an item of its comments node (XEP-0277, section 3). */

import { fold, shorten } from "../newsletter/characters.ts";
import { NS as NS_ATOM } from "../xmpp/atom.ts";
import { bare, isSame, parseJid, toBare } from "../xmpp/jid.ts";
import type { Item } from "../xmpp/pubsub.ts";
import { childText, type Element } from "../xmpp/stanza.ts";

/** A comment. All text is one line, short, and without control characters; nothing in it is to be trusted otherwise. */
export interface Comment {
  /** Its item id. */
  readonly id: string;
  /** Whom it names as its author; the JID is bare. */
  readonly author: { readonly name: string; readonly jid: string | undefined };
  /** The bare JID that published it, where the service tells. */
  readonly publisher: string | undefined;
  readonly text: string;
  /** When, as it says itself. */
  readonly published: Date | undefined;
  /** Whether the author is who published it. Some services keep that to themselves: then nobody knows. */
  readonly isVerified: boolean;
}

const LONGEST_TEXT = 500;
const LONGEST_NAME = 40;
/** What separates words or turns the direction of what follows, and is no blank. */
const UNWANTED = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]+/gu;

/** Reads a comment; gives nothing for a payload that is no entry, or has no words. */
export function toComment({ id, payload, publisher }: Item): Comment | undefined {
  if (id === "" || payload === undefined || !payload.is("entry", NS_ATOM)) return undefined;
  const text = oneLine(wordsOf(payload), LONGEST_TEXT).replaceAll(/[“”]/gu, '"');
  if (text === "") return undefined;
  const author = payload.getChild("author", NS_ATOM);
  const jid = author && jidOf(childText(author, "uri", NS_ATOM) ?? "");
  return {
    id,
    author: { name: nameOf(author, jid), jid },
    publisher: publisher === undefined ? undefined : bare(publisher),
    text,
    published: dateOf(payload),
    isVerified: publisher !== undefined && isSame(bare(publisher), jid),
  };
}

/** The content, or the title: clients put a short comment there. */
function wordsOf(entry: Element): string {
  const contents = entry.getChildren("content", NS_ATOM).map(textOf);
  return contents.find((text) => text.trim() !== "") ?? textOf(entry.getChild("title", NS_ATOM));
}

/** The text of an element of any depth, as far as it can be shown. */
function textOf(element: Element | undefined): string {
  let text = "";
  const waiting: (Element | string)[] = element === undefined ? [] : [element];
  // Blanks and controls may make up a part of what is looked at.
  for (let next = waiting.pop(); next !== undefined && text.length < 4 * LONGEST_TEXT; next = waiting.pop()) {
    if (typeof next === "string") text += next;
    else if (!SILENT.test(next.getName())) {
      if (BLOCK.test(next.getName())) {
        if (!text.endsWith(" ")) text += " ";
        waiting.push(" ");
      }
      for (const child of next.children.toReversed()) waiting.push(child);
    }
  }
  return text;
}

const SILENT = /^(?:script|style)$/iu;
const BLOCK = /^(?:blockquote|br|div|dd|dl|dt|h[1-6]|hr|li|ol|p|pre|table|td|th|tr|ul)$/iu;

/** A name that looks like an address, or like the end of a sentence of ours, could pass for another. */
function nameOf(author: Element | undefined, jid: string | undefined): string {
  const given = author && childText(author, "name", NS_ATOM);
  return toName(given ?? "") || toName(jid?.split("@", 1)[0] ?? "") || "somebody";
}

function toName(text: string): string {
  return fold(oneLine(text, LONGEST_NAME).replaceAll(/["“”()<>@:]/gu, " "));
}

/** The bare JID of an `xmpp:` URI (RFC 5122). */
function jidOf(uri: string): string | undefined {
  const address = /^xmpp:(?:\/\/[^/?#]*\/)?([^?#]+)/iu.exec(uri)?.[1];
  try {
    const jid = parseJid(decodeURIComponent(address ?? ""));
    // Signs that nobody sees could make it look like another.
    return jid === undefined || toBare(jid).search(UNWANTED) >= 0 ? undefined : toBare(jid);
  } catch {
    return undefined;
  }
}

function dateOf(entry: Element): Date | undefined {
  const date = new Date(childText(entry, "published", NS_ATOM) ?? "");
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function oneLine(text: string, longest: number): string {
  return shorten(fold(text.slice(0, 4 * longest).replaceAll(UNWANTED, " ")), longest);
}
