/** The list of subscribers in parts that are each small enough to be written at once. */

import { createHash } from "node:crypto";
import { type Element, xml } from "../xmpp/stanza.ts";
import { isTopic, type Topic } from "./topics.ts";

/** Somebody who is sent news in a chat. */
export interface Subscriber {
  /** Bare. */
  readonly jid: string;
  readonly topics: readonly Topic[];
  /** How many deliveries in a row came back. */
  readonly failures: number;
  /** Whether something has been sent since the last failure. */
  readonly tried: boolean;
}

export interface Bucket {
  /** Counts its changes: of two copies the one that was changed more often is right. */
  readonly revision: number;
  /** In the order of their JIDs. */
  readonly people: readonly Subscriber[];
}

export const BUCKETS = 128;
export const EMPTY: Bucket = { revision: 0, people: [] };
const NS = "urn:x-newsstand:subscribers";

/** The bucket that somebody is in, for ever. */
export function bucketOf(jid: string): number {
  return (createHash("sha256").update(jid).digest()[0] ?? 0) % BUCKETS;
}

/** The bucket with somebody changed or, for `undefined`, taken out. */
export function withPerson({ revision, people }: Bucket, jid: string, next: Subscriber | undefined): Bucket {
  const others = people.filter((each) => each.jid !== jid);
  const all = next === undefined ? others : [...others, next];
  return { revision: revision + 1, people: all.toSorted((a, b) => (a.jid < b.jid ? -1 : 1)) };
}

/** A line of text for each person: servers store, and read, a text much faster than as many elements. */
export function toElement({ revision, people }: Bucket): Element {
  const lines = people.map(({ jid, topics, failures, tried }) =>
    [jid, ...topics, ...(failures > 0 ? [`${tried ? "tried" : "failed"}:${failures}`] : [])].join(" "),
  );
  return xml("subscribers", { xmlns: NS, revision }, lines.join("\n"));
}

/** What was stored, or `undefined` where it cannot be read. */
export function fromElement(stored: Element): Bucket | undefined {
  const revision = Number(stored.attrs["revision"]);
  if (!stored.is("subscribers", NS) || !Number.isInteger(revision)) return undefined;
  const lines = stored.getText().split("\n");
  return { revision, people: lines.flatMap((text) => toSubscriber(text)) };
}

function toSubscriber(text: string): readonly Subscriber[] {
  const [jid = "", ...words] = text.trim().split(" ");
  if (jid === "") return [];
  const [, kind, count = "0"] = /^(failed|tried):(\d+)$/.exec(words.at(-1) ?? "") ?? [];
  return [{ jid, topics: words.filter(isTopic), failures: Number(count), tried: kind === "tried" }];
}
