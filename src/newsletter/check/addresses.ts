/** Rules for the addresses of links and pictures. */

import type { Nodes } from "mdast";
import { closest, distance } from "fastest-levenshtein";
import { shorten } from "../characters.ts";
import { anchorsOf } from "../headings.ts";
import { linkTo, pictureAt, type Place } from "../links.ts";
import { plainText, walk } from "../markdown.ts";
import { sourceOf, startOf, type Rule, type Subject } from "./subject.ts";

/** What is wrong with an address, as the end of a sentence that begins with it; never an empty one. */
type Fault = (address: string) => string | undefined;

/** Where no page is, so that a guess shows as another host. */
const NOWHERE: Place = {
  site: new URL("https://site.invalid/"),
  page: new URL("https://site.invalid/page/"),
};

const invisible: Fault = (address) => {
  const character = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060\uFEFF]/.exec(decode(address))?.[0];
  const code = character?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
  return code === undefined ? undefined : `holds an invisible character (U+${code}); type it again`;
};

const surrounded: Fault = (address) => {
  const text = decode(address);
  const [begin] = /^["'“”„«‘’(<[{]/.exec(text) ?? [];
  if (begin !== undefined) return `begins with ${begin}, which belongs to no address`;
  const [end = ""] = /["'“”„»‘’>\]}…,;.:!)*]$/.exec(text) ?? [];
  const isPair = (open: string): boolean => text.split(end).length <= text.split(open).length;
  if (end === "" || (end === ")" && isPair("(")) || (end === "]" && isPair("["))) return undefined;
  return `ends with ${end}, which belongs to the words around it`;
};

const misspelledScheme: Fault = (address) => {
  if (/^https?:\/*(?:https?:|\/*https?\/\/)/i.test(address)) return "has its scheme twice";
  const isMeant =
    /^[htps]{3,7}:\/\//i.test(address) || /^https?:/i.test(address) || /^https?[;.]?\/\//i.test(address);
  return isMeant && !/^https?:\/\/[^/]/i.test(address)
    ? "does not begin with https:// as it must"
    : undefined;
};

const twoFragments: Fault = (address) =>
  address.split("#").length > 2 ? "has two #; write %23 for the one that begins no anchor" : undefined;

/** The site finds the page of a file, as in `2023-06-05-newsletter.md`. */
const withoutScheme: Fault = (address) => {
  if (/^(?:[a-z][a-z0-9+.-]*:|[/#?])|\.md(?:#|$)/i.test(address)) return undefined;
  const meant = linkTo(address, NOWHERE);
  if (meant !== undefined && !meant.startsWith(NOWHERE.site.href)) return `has no scheme; write ${meant}`;
  return /^\.\.?\//.test(address)
    ? undefined
    : "is a place below the page of the issue; begin it with / or https://";
};

const hostWithoutDot: Fault = (address) => {
  const host = /^https?:\/\//i.test(address) ? URL.parse(address)?.hostname : undefined;
  return host === undefined || host === "localhost" || /[.:]/.test(host)
    ? undefined
    : `names the host ${host}, which is no whole name`;
};

const FAULTS: readonly Fault[] = [
  invisible,
  misspelledScheme,
  surrounded,
  twoFragments,
  withoutScheme,
  hostWithoutDot,
];

interface Target {
  readonly node: Nodes;
  readonly kind: "link" | "picture";
  readonly address: string;
}

function targets({ nodes }: Subject): readonly Target[] {
  return nodes.flatMap(({ node }): Target[] => {
    if (node.type === "image") return [{ node, kind: "picture", address: node.url }];
    return node.type === "link" || node.type === "definition"
      ? [{ node, kind: "link", address: node.url }]
      : [];
  });
}

/** The first fault of each address. */
const addressFault: Rule = (subject) =>
  targets(subject).flatMap(({ node, kind, address }) => {
    const offset = startOf(node);
    if (address.trim() === "") return [{ offset, message: `The ${kind} has no address.` }];
    for (const fault of FAULTS) {
      const found = fault(address);
      if (found !== undefined) return [{ offset, message: `The address ${shorten(address, 120)} ${found}.` }];
    }
    const leads = kind === "link" ? linkTo(address, NOWHERE) : pictureAt(address, NOWHERE);
    return leads === undefined
      ? [
          {
            offset,
            message: `The address ${shorten(address, 120)} is left out: links of its kind are not published.`,
          },
        ]
      : [];
  });

/** `#anchor` that no heading has. */
const unknownAnchor: Rule = (subject) => {
  const links = targets(subject).filter(({ address }) => /^#[^#]/.test(address));
  if (links.length === 0) return [];
  const anchors = new Set(anchorsOf(subject.tree, subject.issue.markdown).values());
  return links.flatMap(({ node, address }) => {
    const name = decode(address.slice(1));
    if (anchors.has(name) || name === "top") return [];
    const near = anchors.size > 200 ? undefined : closest(name.slice(0, 100), [...anchors]);
    const isMeant =
      near !== undefined && near !== "" && distance(name.slice(0, 100), near) <= near.length / 3;
    const advice = isMeant ? `; write #${near}` : "";
    return [
      { offset: startOf(node), message: `No heading has the anchor ${shorten(address, 120)}${advice}.` },
    ];
  });
};

const linkWithoutWords: Rule = ({ nodes }) =>
  nodes.flatMap(({ node }) => {
    const isEmpty =
      node.type === "link" && plainText(node) === "" && ![...walk(node)].some(({ type }) => type === "image");
    return isEmpty ? [{ offset: startOf(node), message: "The link has no words to click on." }] : [];
  });

const pictureWithoutWords: Rule = (subject) =>
  subject.nodes.flatMap(({ node }) => {
    const isEmpty =
      (node.type === "image" || node.type === "imageReference") && (node.alt ?? "").trim() === "";
    if (!isEmpty) return [];
    const source = shorten(sourceOf(subject, node), 120);
    return [
      {
        offset: startOf(node),
        message: `The picture has no words for those who cannot see it: ${source}. Write ![words](address), or in a figure alt="words".`,
      },
    ];
  });

export const addresses: readonly Rule[] = [
  addressFault,
  unknownAnchor,
  linkWithoutWords,
  pictureWithoutWords,
];

function decode(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
