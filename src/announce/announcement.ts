/** Issue → message: what people in rooms and chats are told of a new issue. */

import type { Issue } from "../newsletter/issue.ts";
import type { Place } from "../newsletter/links.ts";
import { pageUrl } from "../newsletter/permalink.ts";
import { firstPicture } from "../newsletter/pictures.ts";
import type { Line, Run } from "../newsletter/prose.ts";
import { styleLines } from "../newsletter/styling.ts";
import { summaryOf, upToSentence } from "../newsletter/summary.ts";
import type { Masthead } from "../publish/entry.ts";
import { line } from "../publish/imprint.ts";
import { placeOf, type Places } from "../publish/places.ts";
import * as fallback from "../xmpp/fallback.ts";
import * as linkMetadata from "../xmpp/link-metadata.ts";
import * as originId from "../xmpp/origin-id.ts";
import { type Element, xml } from "../xmpp/stanza.ts";
import { itemUri } from "../xmpp/uri.ts";

/** Where an issue can be read. */
export interface Addresses extends Place {
  /** The `xmpp:` URI of its item. */
  readonly uri: string;
}

export interface Announcement {
  /** BCP 47. */
  readonly language: string;
  /** The body: title, summary, page and URI, each on its line, in message styling (XEP-0393). */
  readonly text: string;
  /** What goes along for clients that show a preview of the page; anew for every message, since an element has one parent. */
  readonly extra: () => Element[];
}

const LONGEST_TITLE = 200;
/** Authors may write a summary of any length; a message to a room is no place for it. */
const LONGEST_SUMMARY = 400;

export function addressesOf(issue: Issue, { at, site, language }: Masthead, places: Places): Addresses {
  return {
    page: pageUrl(issue, site, language),
    site,
    uri: itemUri(placeOf(issue, places) ?? at, issue.id),
  };
}

/** The words are those of the issue alone, so that it speaks one language. */
export function toAnnouncement(issue: Issue, addresses: Addresses): Announcement {
  const title = upToSentence(line(issue.title), LONGEST_TITLE);
  const description = upToSentence(line(summaryOf(issue) ?? ""), LONGEST_SUMMARY) || undefined;
  const about = addresses.page.href;
  const image = firstPicture(issue, addresses)?.url.href;
  const words = styleLines([
    styled({ text: title, styles: ["strong"] }),
    ...(description === undefined ? [] : [styled({ text: description, styles: [] })]),
  ]);
  return {
    language: issue.language,
    text: `${words}\n${about}\n${addresses.uri}`,
    extra: () => [
      linkMetadata.toElement({ about, title, description, image }),
      fallback.fallbackFor(linkMetadata.NS, `${words}\n`),
    ],
  };
}

/** The message, with the same id in both places: some clients and archives keep the one, some the other. */
export function toMessage(
  { language, text, extra }: Announcement,
  attributes: { readonly to: string; readonly type: "groupchat" | "chat"; readonly id: string },
): Element {
  const all = { ...attributes, "xml:lang": language };
  return xml("message", all, xml("body", {}, text), originId.toElement(attributes.id), ...extra());
}

function styled(run: Run): Line {
  return { code: false, quotes: 0, lead: "", runs: [run] };
}
