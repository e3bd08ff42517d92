/** The picture that stands for an issue. */

import { legal } from "./characters.ts";
import type { Issue } from "./issue.ts";
import { pictureAt, type Place } from "./links.ts";
import { definitionsOf, walk } from "./markdown.ts";

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
  const definitions = definitionsOf(issue.tree);
  const pictures: Picture[] = [];
  let headings = 0;
  for (const node of walk(issue.tree)) {
    if (node.type === "heading") headings += 1;
    if (node.type !== "image" && node.type !== "imageReference") continue;
    const address = node.type === "image" ? node.url : (definitions.get(node.identifier)?.url ?? "");
    const href = pictureAt(address, place);
    if (href === undefined) continue;
    const url = new URL(href);
    if (headings === 0 && /banner[^/]*$/i.test(url.pathname)) continue;
    pictures.push({ url, alt: legal(node.alt ?? ""), type: typeOf(url) });
  }
  return pictures.find(({ type }) => type !== TYPES["svg"]) ?? pictures[0];
}

function typeOf({ pathname }: URL): string | undefined {
  const extension = /\.([a-z]+)$/i.exec(pathname)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(TYPES, extension) ? TYPES[extension] : undefined;
}
