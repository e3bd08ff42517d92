/** XEP-0511: Link Metadata (0.1.1, partial). */

import { type Element, xml } from "./stanza.ts";

export const NS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const NS_OG = "https://ogp.me/ns#";

/** What a client can show of a link without fetching it, in the words of OpenGraph. */
export interface LinkMetadata {
  /** The address, as the body of the message has it. */
  readonly about: string;
  readonly title: string;
  readonly description: string | undefined;
  /** The address of a picture. */
  readonly image: string | undefined;
}

/** An element for the message that has the link. */
export function toElement({ about, title, description, image }: LinkMetadata): Element {
  const og = (name: string, value: string | undefined): Element | undefined =>
    value === undefined ? undefined : xml(`og:${name}`, {}, value);
  return xml(
    "rdf:Description",
    { "xmlns:rdf": NS, "xmlns:og": NS_OG, "rdf:about": about },
    og("title", title),
    og("description", description),
    og("url", about),
    og("image", image),
    og("type", "article"),
  );
}
