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
  return choose(withoutBanner(issue, place));
}

/** The first picture of some nodes of an issue's tree, which is a drawing only where they have no other. */
export function pictureOf(nodes: readonly RootContent[], issue: Issue, place: Place): Picture | undefined {
  return choose(picturesIn(nodes, issue, place));
}

/** Looks no further than it has to: most issues have a picture near their beginning. */
function choose(pictures: Iterable<Picture>): Picture | undefined {
  let drawing: Picture | undefined;
  for (const picture of pictures) {
    if (picture.type !== TYPES["svg"]) return picture;
    drawing ??= picture;
  }
  return drawing;
}

function* withoutBanner(issue: Issue, place: Place): Generator<Picture> {
  const nodes = issue.tree.children;
  const first = nodes.findIndex(({ type }) => type === "heading");
  const opening = first === -1 ? nodes : nodes.slice(0, first);
  for (const picture of picturesIn(opening, issue, place)) {
    if (!/banner[^/]*$/i.test(picture.url.pathname)) yield picture;
  }
  if (first !== -1) yield* picturesIn(nodes.slice(first), issue, place);
}

function* picturesIn(nodes: readonly RootContent[], issue: Issue, place: Place): Generator<Picture> {
  const { definitions } = referencesOf(issue.tree);
  for (const root of nodes) {
    for (const node of walk(root)) {
      if (node.type !== "image" && node.type !== "imageReference") continue;
      const address = node.type === "image" ? node.url : (definitions.get(node.identifier)?.url ?? "");
      const href = pictureAt(address, place);
      if (href === undefined) continue;
      const url = new URL(href);
      yield { url, alt: legal(node.alt ?? ""), type: typeOf(url) };
    }
  }
}

function typeOf({ pathname }: URL): string | undefined {
  const extension = /\.([a-z]+)$/i.exec(pathname)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(TYPES, extension) ? TYPES[extension] : undefined;
}
