/** What all parts of a survey look at. */

import type { Archive } from "../../newsletter/archive.ts";
import type { Entry } from "../../xmpp/atom.ts";
import type { Node } from "../../xmpp/pubsub.ts";
import type { Requester } from "../../xmpp/stanza.ts";
import type { Desired, DesiredOptions, Edition, Wanted } from "../desired.ts";
import type { Ledger } from "../ledger.ts";

export interface SurveyOptions extends DesiredOptions {
  /** The share of our items of a node (0 to 1) that may be retracted at once. */
  readonly maxRetract: number;
  /** How many items a node can hold, where that is known. */
  readonly capacity: (at: Node) => number | undefined;
  /** Whether what the record has with the same digest is taken for right, and a node that it knows is not listed. */
  readonly trust: boolean;
  /** The ids of the issues that changes are restricted to; then nothing is retracted but to make room for them. */
  readonly only?: ReadonlySet<string> | undefined;
  /** Whether it is said how entries differ. */
  readonly detailed?: boolean | undefined;
}

export interface Round {
  readonly xmpp: Requester;
  readonly ledger: Ledger;
  readonly edition: Edition;
  readonly archive: Archive;
  readonly options: SurveyOptions;
  readonly wanted: Wanted;
  /** What is wanted, by item id. */
  readonly home: ReadonlyMap<string, Desired>;
}

/** Whether an entry is one of ours, not of somebody else who may publish to the node. */
export function isOurs({ masthead }: Edition, entry: Entry): boolean {
  return entry.id.startsWith(`tag:${masthead.site.hostname},`);
}
