/** How far a delivery has come: everybody up to a place has been sent the issue, but for a few of whom that is not certain. */

import { type Element, xml } from "../xmpp/stanza.ts";
import { isTopic, type Topic } from "./topics.ts";

/** The private node that remembers it, and the namespace of what that holds. */
export const DELIVERED = "urn:x-newsstand:delivered";

/** A message to one person. */
export interface Letter {
  readonly jid: string;
  readonly topic: Topic;
}

/** Everybody in the buckets before this one, and in this one everybody up to this JID. */
export interface Milestone {
  readonly bucket: number;
  readonly jid: string;
}

export interface Passage {
  /** The id of the issue. */
  readonly issue: string;
  readonly upTo: Milestone;
  /** Letters to people up to there that may have been sent, and may have been lost. */
  readonly doubt: readonly Letter[];
  /** How many letters there were so far. */
  readonly letters: number;
}

export const START: Milestone = { bucket: 0, jid: "" };

export function isFurther(one: Milestone, other: Milestone): boolean {
  return one.bucket === other.bucket ? one.jid > other.jid : one.bucket > other.bucket;
}

export function toElement({ issue, upTo, doubt, letters }: Passage): Element {
  return xml(
    "passage",
    { xmlns: DELIVERED, issue, bucket: upTo.bucket, jid: upTo.jid, letters },
    ...doubt.map(({ jid, topic }) => xml("letter", { jid, topic })),
  );
}

/** What was stored, or `undefined` where it cannot be read. */
export function fromElement(stored: Element | undefined): Passage | undefined {
  if (stored === undefined || !stored.is("passage", DELIVERED)) return undefined;
  const { issue, jid = "" } = stored.attrs;
  const [bucket, letters] = [Number(stored.attrs["bucket"]), Number(stored.attrs["letters"])];
  if (issue === undefined || !Number.isInteger(bucket) || !Number.isInteger(letters)) return undefined;
  const doubt = stored.getChildren("letter").flatMap(({ attrs }): Letter[] => {
    const topic = attrs["topic"] ?? "";
    return attrs["jid"] !== undefined && isTopic(topic) ? [{ jid: attrs["jid"], topic }] : [];
  });
  return { issue, upTo: { bucket, jid }, doubt, letters };
}
