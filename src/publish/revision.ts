/** An entry in the place of the one that was published before: what it keeps, and when it says that it was updated. */

import { type Entry } from "../xmpp/atom.ts";
import { digestOf } from "./digest.ts";

/** What a published entry keeps for ever. */
export interface Identity {
  /** The Atom id. */
  readonly id: string;
  readonly published: string;
  readonly updated: string;
  /** Whether it links to comments: they have a node only if it did from the start. */
  readonly hasComments: boolean;
}

export function identityOf({ id, published, updated, links }: Entry): Identity {
  return { id, published, updated, hasComments: links.some(({ rel }) => rel === "replies") };
}

/** The entry without its link to comments: they have no node. */
export function withoutComments(entry: Entry): Entry {
  return { ...entry, links: entry.links.filter(({ rel }) => rel !== "replies") };
}

/** The entry with what the published one has for ever. */
export function keepIdentity(entry: Entry, { id, published, hasComments }: Identity): Entry {
  const kept = hasComments ? entry : withoutComments(entry);
  return { ...kept, id, published: isDate(published) ? published : entry.published };
}

/** The entry as it replaces the published one: `updated` moves with the content, to what the author says if that is news, else to now. */
export function revise(entry: Entry, before: Identity, now: Date): Entry {
  return { ...keepIdentity(entry, before), updated: moved(before.updated, entry.updated, now) };
}

/** Whether a published entry says what the content asks for, by its digest. */
export function isSame(published: Entry, digest: string): boolean {
  return isDate(published.published) && digestOf(published) === digest;
}

function moved(before: string, said: string, now: Date): string {
  if (Date.parse(said) > Date.parse(before)) return said;
  const earliest = isDate(before) ? Date.parse(before) + 1000 : 0;
  return `${new Date(Math.max(now.getTime(), earliest)).toISOString().slice(0, 19)}Z`;
}

function isDate(value: string): boolean {
  return !Number.isNaN(Date.parse(value));
}
