/** The picture that stands for an issue, or for a part of it. */

import type { RootContent } from "mdast";
import { legal } from "./characters.ts";
import type { Issue } from "./issue.ts";
import { pictureAt, type Place } from "./links.ts";
import { referencesOf, walk } from "./markdown.ts";

export interface Picture {
  readonly url: URL;
  /** May be empty. */
  readonly alt: string;
  /** Media type by the extension of the file; `undefined` when it is not known. */
  readonly type: string | undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  avif: "image/avif",
  gif: "image/gif",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  png: "image/png",
  svg: "image/svg+xml",
  webp: "image/webp",
};

/**
 * The first picture of an issue that is not the banner above its first heading. A drawing (SVG), which is a logo more
 * often than not, stands for the issue only where it has no other picture.
 */
export function firstPicture(issue: Issue, place: Place): Picture | undefined {
  const nodes = issue.tree.children;
  const first = nodes.findIndex(({ type }) => type === "heading");
  const opening = picturesIn(first === -1 ? nodes : nodes.slice(0, first), issue, place);
  const rest = first === -1 ? [] : picturesIn(nodes.slice(first), issue, place);
  return choose([...opening.filter(({ url }) => !/banner[^/]*$/i.test(url.pathname)), ...rest]);
}

/** The first picture of some nodes of an issue's tree, which is a drawing only where they have no other. */
export function pictureOf(nodes: readonly RootContent[], issue: Issue, place: Place): Picture | undefined {
  return choose(picturesIn(nodes, issue, place));
}

function choose(pictures: readonly Picture[]): Picture | undefined {
  return pictures.find(({ type }) => type !== TYPES["svg"]) ?? pictures[0];
}

function picturesIn(nodes: readonly RootContent[], issue: Issue, place: Place): readonly Picture[] {
  const images = nodes
    .flatMap((node) => [...walk(node)])
    .filter((node) => node.type === "image" || node.type === "imageReference");
  const { definitions } = referencesOf(issue.tree);
  return images.flatMap((node) => {
    const address = node.type === "image" ? node.url : (definitions.get(node.identifier)?.url ?? "");
    const href = pictureAt(address, place);
    if (href === undefined) return [];
    const url = new URL(href);
    return [{ url, alt: legal(node.alt ?? ""), type: typeOf(url) }];
  });
}

function typeOf({ pathname }: URL): string | undefined {
  const extension = /\.([a-z]+)$/i.exec(pathname)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(TYPES, extension) ? TYPES[extension] : undefined;
}
