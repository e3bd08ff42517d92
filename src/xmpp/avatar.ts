/** XEP-0084: User Avatar (1.1.4, partial). */

import { firstChild, type Element, xml } from "./stanza.ts";

export const NS_DATA = "urn:xmpp:avatar:data";
export const NS_METADATA = "urn:xmpp:avatar:metadata";

/** A picture that stands for somebody. */
export interface Picture {
  /** The SHA-1 of its bytes, in hexadecimal. */
  readonly id: string;
  readonly type: "image/png" | "image/jpeg" | "image/webp";
  readonly bytes: Uint8Array;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** The picture itself. */
export function toData({ bytes }: Picture): Element {
  return xml("data", { xmlns: NS_DATA }, base64(bytes));
}

/** What there is to know of a picture before it is fetched. */
export function toMetadata({ id, type, bytes, width, height }: Picture): Element {
  const info = xml("info", { id, type, bytes: bytes.length, width, height });
  return xml("metadata", { xmlns: NS_METADATA }, info);
}

/** The id of the picture that a payload describes; nothing where there is none. */
export function pictureId(payload: Element | undefined): string | undefined {
  if (payload?.is("metadata", NS_METADATA) !== true) return undefined;
  return firstChild(payload)?.attrs["id"];
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
