/** What must change so that the nodes hold what the content asks for. */

import type { Entry } from "../xmpp/atom.ts";
import type { Node } from "../xmpp/pubsub.ts";

/** What a change of an item is about. */
export interface Subject {
  /** The node at which the item will be, or from which it is taken. */
  readonly at: Node;
  /** Its item id. */
  readonly id: string;
  /** The id of the issue whose entry it is, or to which it belongs. */
  readonly issue: string;
  /** Whether it is a whole issue, or an item of one. */
  readonly kind: "issue" | "item";
  readonly title: string;
}

/** An item that is published: for the first time, anew because it differs, or at another node than before. */
export interface Publication extends Subject {
  readonly action: "publish" | "update" | "move";
  /** What the content asks for (digest.ts). */
  readonly digest: string;
  /** Its size as it goes out, in bytes. */
  readonly bytes: number;
  /** Where it is taken from once it has been published: `move` only. */
  readonly from?: Node;
  /** How it differs from what is published: `update` only, and only where that was asked for. */
  readonly differences?: Differences;
  /** Makes the entry: thousands of them are not kept. */
  readonly entry: () => Entry;
}

export interface Retraction extends Subject {
  readonly action: "retract";
  /** `unwanted`: the content has it no more. `room`: the node can hold no more, which no subscriber needs to be told. */
  readonly why: "unwanted" | "room";
}

export type Change = Publication | Retraction;

/** How an entry differs from the one that is published, for a person. */
export interface Differences {
  readonly title: { readonly before: string; readonly after: string } | undefined;
  /** Addresses that the content links to. */
  readonly links: { readonly added: readonly string[]; readonly removed: readonly string[] };
  /** Passages of the text, in order; one of both may be empty. */
  readonly words: readonly { readonly before: string; readonly after: string }[];
  /** What else differs, by the names of Atom: `summary`, `author`, `category` … */
  readonly other: readonly string[];
}
