/** Issue → message: what an issue reports of one kind of news, for those who subscribed to that. */

import type { Concept } from "../newsletter/concepts.ts";
import type { Issue } from "../newsletter/issue.ts";
import { items, type NewsItem } from "../newsletter/items.ts";
import { linkTo, type Place } from "../newsletter/links.ts";
import { styleLines } from "../newsletter/styling.ts";
import { upToSentence } from "../newsletter/summary.ts";
import { line } from "../publish/imprint.ts";
import type { Announcement } from "./announcement.ts";
import { isAbout, type Topic } from "./topics.ts";

const LONGEST_TITLE = 200;
const MOST_ITEMS = 20;
/** An address longer than this, in characters, is left out: the page has it. */
const LONGEST_LINK = 300;

/** The kinds of news that an issue has. */
export function conceptsIn(issue: Issue): readonly Concept[] {
  const all = items(issue).map(({ concept }) => concept);
  return [...new Set(all.filter((concept) => concept !== undefined))];
}

/** The title of the issue, then each item with its link, then the page, in message styling (XEP-0393). */
export function toDigest(issue: Issue, topic: Topic, place: Place): Announcement {
  const wanted = items(issue).filter(({ concept }) => isAbout(topic, concept));
  const sections = [...new Set(wanted.flatMap(({ section }) => (section ? [line(section.title)] : [])))];
  const title = [line(issue.title), sections.slice(0, 3).join(", ")].filter((part) => part !== "").join(": ");
  const more = wanted.length - MOST_ITEMS;
  const lines = [
    styled(upToSentence(title, LONGEST_TITLE), "strong"),
    ...wanted.slice(0, MOST_ITEMS).flatMap((item) => itemLines(item, place)),
    ...(more > 0 ? [`+ ${more}`] : []),
    place.page.href,
  ];
  return { language: issue.language, text: lines.join("\n"), extra: () => [] };
}

function itemLines({ title, link }: NewsItem, place: Place): readonly string[] {
  const address = link === undefined ? undefined : linkTo(link, place);
  const isShown =
    address !== undefined && /^(?:https?|xmpp):/.test(address) && address.length <= LONGEST_LINK;
  return [`- ${styled(line(title))}`, ...(isShown ? [`  ${address}`] : [])];
}

/** What the author wrote styles nothing. */
function styled(text: string, ...styles: readonly "strong"[]): string {
  return styleLines([{ code: false, quotes: 0, lead: "", runs: [{ text, styles }] }]);
}
