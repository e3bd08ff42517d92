/** What the content wants at the nodes: each entry by its digest, since all of them at once would take too much room. */

import { setImmediate } from "node:timers/promises";
import type { Archive } from "../newsletter/archive.ts";
import type { Issue } from "../newsletter/issue.ts";
import { items } from "../newsletter/items.ts";
import { pageUrl } from "../newsletter/permalink.ts";
import { isOut } from "../newsletter/release.ts";
import { translationsOut } from "../newsletter/translations.ts";
import type { Entry } from "../xmpp/atom.ts";
import type { Node } from "../xmpp/pubsub.ts";
import type { Subject } from "./change.ts";
import { digestOf } from "./digest.ts";
import { bytes, fit, type Masthead, toEntry } from "./entry.ts";
import { toItemEntry } from "./item-entry.ts";
import { itemPlaceOf, placeOf, type Places } from "./places.ts";

/** What entries say of themselves, and where they go. The node of the masthead is replaced by that of each entry. */
export interface Edition {
  readonly masthead: Masthead;
  readonly places: Places;
}

/** An entry that the content wants at a node. */
export interface Desired extends Subject {
  readonly digest: string;
  /** Its size as it goes out, in bytes. */
  readonly bytes: number;
}

export interface DesiredOptions {
  readonly now: Date;
  /** Languages that are published; an empty list means all of them. */
  readonly languages: readonly string[];
  /** The largest entry in bytes that the server takes, where it is smaller than usual. */
  readonly largest?: number | undefined;
}

/** Everything that the content wants. */
export interface Wanted {
  /** Oldest first; an issue, then its items in order. */
  readonly all: readonly Desired[];
  /** Sentences about what does not go out, or not whole. */
  readonly notes: readonly string[];
  /** Makes the entry of one of them, again. */
  readonly entryOf: (desired: Desired) => Entry;
}

/** What one issue wants, and sentences about it. */
interface Share {
  readonly all: readonly Desired[];
  readonly notes: readonly string[];
}

/**
 * Everything that the issues that are out want at the nodes. Thousands of entries take seconds to make, so there is a pause
 * before each issue, in which the bot can answer; those of an issue that is the same object as before are not made again.
 */
export async function toWanted(
  archive: Archive,
  edition: Edition,
  { now, languages, largest }: DesiredOptions,
): Promise<Wanted> {
  const issues = archive.issues.filter(
    (issue) => isOut(issue, now) && (languages.length === 0 || languages.includes(issue.language)),
  );
  const byId = new Map(issues.map((issue) => [issue.id, issue]));
  const key = keyOf(edition, largest);
  const all: Desired[] = [];
  const notes: string[] = [];
  for (const issue of issues) {
    const share = await shareOf(issue, translationsOut(issue, archive, now), { edition, largest, key });
    for (const desired of share.all) all.push(desired);
    notes.push(...share.notes);
  }
  const entryOf = (desired: Desired): Entry => {
    const issue = byId.get(desired.issue);
    const made = issue && makeEntry(issue, desired, translationsOut(issue, archive, now), edition);
    if (made === undefined) throw new Error(`${desired.issue} has no ${desired.id}`);
    return fit(made, largest).entry;
  };
  return { all, notes: [...notes, ...withoutPlace(issues, edition.places)], entryOf };
}

interface Making {
  readonly edition: Edition;
  readonly largest: number | undefined;
  readonly key: string;
}

const known = new WeakMap<Issue, { readonly key: string; readonly share: Share }>();

async function shareOf(issue: Issue, translations: readonly Issue[], making: Making): Promise<Share> {
  const key = making.key + linksTo(translations, making.edition.masthead);
  const before = known.get(issue);
  if (before?.key === key) return before.share;
  await setImmediate();
  const share = makeShare(issue, translations, making);
  known.set(issue, { key, share });
  return share;
}

function makeShare(issue: Issue, translations: readonly Issue[], { edition, largest }: Making): Share {
  const { masthead, places } = edition;
  const all: Desired[] = [];
  const notes: string[] = [];
  const nodes = new Map<string, Node>();
  const add = (
    place: Node,
    what: Pick<Subject, "id" | "kind" | "title">,
    make: (at: Node) => Entry,
  ): void => {
    const at = nodes.get(place.node) ?? place;
    nodes.set(at.node, at);
    const { entry, without } = fit(make(at), largest);
    if (without !== undefined)
      notes.push(`${nameOf(issue, what)} is too large for a server and goes out without ${without}`);
    all.push({ at, issue: issue.id, ...what, digest: digestOf(entry), bytes: bytes(entry) });
  };
  const place = placeOf(issue, places);
  if (place !== undefined) {
    const what = { id: issue.id, kind: "issue", title: issue.title } as const;
    add(place, what, (at) => toEntry(issue, { ...masthead, at }, translations));
  }
  if (itemPlaceOf(issue, undefined, places) === undefined) return { all, notes };
  for (const item of items(issue)) {
    const itemPlace = itemPlaceOf(issue, item.concept, places);
    if (itemPlace === undefined) continue;
    const what = { id: item.id, kind: "item", title: item.title } as const;
    add(itemPlace, what, (at) => toItemEntry(issue, item, { ...masthead, at }));
  }
  return { all, notes };
}

function makeEntry(
  issue: Issue,
  { at, id, kind }: Desired,
  translations: readonly Issue[],
  { masthead }: Edition,
): Entry | undefined {
  if (kind === "issue") return toEntry(issue, { ...masthead, at }, translations);
  const item = items(issue).find((each) => each.id === id);
  return item && toItemEntry(issue, item, { ...masthead, at });
}

/** All that entries are made from beside the issue and its translations. */
function keyOf(
  { masthead: { publisher, site, language, author, rights }, places }: Edition,
  largest?: number,
): string {
  return JSON.stringify([publisher, site.href, language, author, rights, places, largest]);
}

/** What the entry of an issue says of its translations. */
function linksTo(translations: readonly Issue[], { site, language }: Masthead): string {
  return JSON.stringify(
    translations.map((each) => [each.language, each.title, pageUrl(each, site, language).href]),
  );
}

function nameOf({ file }: Issue, { kind, title }: Pick<Subject, "kind" | "title">): string {
  return kind === "issue" ? file : `“${title}” of ${file}`;
}

/** A sentence on the issues that no template names a node for, if there are any. */
function withoutPlace(issues: readonly Issue[], places: Places): readonly string[] {
  const homeless = issues.filter((issue) => placeOf(issue, places) === undefined);
  if (homeless.length === 0) return [];
  const languages = [...new Set(homeless.map(({ language }) => language))].toSorted().join(", ");
  const count = homeless.length === 1 ? "1 translation" : `${homeless.length} translations`;
  return [
    `${count} (${languages}) ${homeless.length === 1 ? "is" : "are"} not published: translations_node ` +
      `(NEWSSTAND_TRANSLATIONS_NODE) names no node for them`,
  ];
}
