/** What sections are whose titles are not known: by what they link to, and by the sections around them. */

import type { RootContent } from "mdast";
import { isAboutXeps, isBoilerplate, isSoftwareKind, stages, type Concept } from "../concepts.ts";
import { walk } from "../markdown.ts";
import { namesNewsletter } from "./title-words.ts";

export interface SectionPlace {
  readonly title: string;
  /** Its level, of use for comparing. */
  readonly rank: number;
  /** The nearest section above it, by its index. */
  readonly parent: number | undefined;
  readonly nodes: readonly RootContent[];
  readonly concept: Concept | undefined;
}

/** The concepts of sections in the order of the text: those that are known, and those that can be told. */
export function settled(places: readonly SectionPlace[]): readonly (Concept | undefined)[] {
  const byLinks = places.map(({ concept, nodes }) => concept ?? conceptOfLinks(nodes));
  const byOrder = inOrder(places, inOrder(places, byLinks, stages), ["clients", "servers", "libraries"]);
  const byParts = byOrder.map((concept, index) => concept ?? conceptOfParts(places, byOrder, index));
  return byParts.map(
    (concept, index) => concept ?? (index === 0 && isTitle(places[0]) ? "introduction" : undefined),
  );
}

/** Links that only one kind of section has, and how many different ones it takes. */
const TELLING_LINKS: readonly (readonly [Concept, RegExp, number])[] = [
  ["fiscal-hosting", /opencollective\.com\/xmpp\/?$|\/community\/fiscalhost/, 1],
  ["gsoc", /summerofcode\.withgoogle\.com|Google_Summer_of_Code|\/community\/gsoc/, 1],
  ["unsubscribe", /newsletter-leave@|[?&]next=\/postorius\/lists\/newsletter/, 1],
  [
    "spread",
    /fosstodon\.org\/@xmpp|(?:twitter|x)\.com\/xmpp\b|company\/xmpp-standards-foundation|\/r\/xmpp\b|facebook\.com\/jabber/,
    2,
  ],
  [
    "translations",
    /linuxfr\.org\/tags|news\.jabberfr\.org\/category|nicfab\.(?:it|eu)\/?$|anoxinon\.de\/blog\/?$/,
    2,
  ],
  ["help", /^xmpp:commteam@|yopad\.eu\/p\/xmpp|pad\.nixnet\.services/, 2],
  ["licence", /creativecommons\.org\/licenses/, 1],
  ["extensions", /\/about\/standards-process|extensions\/xep-0001\b/, 2],
  ["proposed", /\/extensions\/inbox\//, 1],
];

function conceptOfLinks(nodes: readonly RootContent[]): Concept | undefined {
  const links = new Set<string>();
  for (const node of nodes) for (const part of walk(node)) if (part.type === "link") links.add(part.url);
  return TELLING_LINKS.find(([, pattern, least]) => {
    const found = [...links].filter((link) => pattern.test(link)).length;
    return found >= least && found * 3 >= links.size;
  })?.[0];
}

/**
 * Gives a run of unknown sections the concepts that an order has between those before and after it, if their number is
 * the same and all stand on one level. The run may begin the section of the XEPs, but not end it: what comes last varies.
 */
function inOrder(
  places: readonly SectionPlace[],
  known: readonly (Concept | undefined)[],
  order: readonly Concept[],
): readonly (Concept | undefined)[] {
  const concepts = [...known];
  const all = new Set(known);
  const usual = order.filter((concept) => concept === "stable" || !RARE.has(concept));
  for (const [start, place] of places.entries()) {
    if (known[start] !== undefined || (start > 0 && known[start - 1] === undefined)) continue;
    let end = start;
    while (end < known.length && known[end] === undefined) end += 1;
    if (end - start >= usual.length || !areSiblings(places, start, end)) continue;
    const begins = place.parent === start - 1 && known[start - 1] === "extensions";
    const before = begins ? -1 : usual.indexOf(known[start - 1] ?? "other");
    const after = usual.indexOf(known[end] ?? "other");
    const missing = usual.slice(before + 1, after).filter((concept) => !all.has(concept));
    if ((before === -1 && !begins) || after === -1 || missing.length !== end - start) continue;
    for (const [step, concept] of missing.entries()) concepts[start + step] = concept;
  }
  return concepts;
}

/** What issues have now and then. */
const RARE: ReadonlySet<Concept> = new Set<Concept>(["obsoleted", "retracted", "final"]);

function areSiblings(places: readonly SectionPlace[], start: number, end: number): boolean {
  const run = places.slice(start, end + 1);
  const rank = run[0]?.rank;
  const before = places[start - 1];
  return (
    run.every((place) => place.rank === rank) &&
    (before === undefined || before.rank === rank || run[0]?.parent === start - 1)
  );
}

/** A section whose first part is a kind of software is that of the software; in the same way that of the XEPs. */
function conceptOfParts(
  places: readonly SectionPlace[],
  known: readonly (Concept | undefined)[],
  index: number,
): Concept | undefined {
  if (places[index + 1]?.parent !== index) return undefined;
  const first = known[index + 1];
  if (isSoftwareKind(first)) return "software";
  if (isAboutXeps(first)) return "extensions";
  return first === "gsoc" || first === "fiscal-hosting" || first === "membership"
    ? "announcements"
    : undefined;
}

/** The first heading may be the title of the issue. */
function isTitle(place: SectionPlace | undefined): boolean {
  return place !== undefined && namesNewsletter(place.title) && !isBoilerplate(place.concept);
}
