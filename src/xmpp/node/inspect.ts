/** How a node stands to the configuration that is wanted, without touching it. */

import type { Fields } from "../forms.ts";
import { notOwner, type NodeSize } from "../node.ts";
import * as pubsub from "../pubsub.ts";
import { isStanzaError } from "../stanza-error.ts";
import type { Requester } from "../stanza.ts";
import { different, isSmall, MAX_ITEMS, readConfiguration } from "./configuration.ts";
import { isAboutRights, standing } from "./rights.ts";

export interface NodeInspection {
  readonly exists: boolean;
  /** Fields that have another value than is wanted. */
  readonly drift: readonly Drift[];
  /** One sentence for each thing that the account may not do. */
  readonly problems: readonly string[];
  /** As in `NodeState`. */
  readonly capacity: number | undefined;
}

/** A field with values as forms have them; nothing where the node has none. */
export interface Drift {
  readonly field: string;
  readonly has: string | undefined;
  readonly wanted: string;
}

/** Changes nothing. Fails with a `StanzaError` where the service cannot be asked. */
export async function inspectNode(
  xmpp: Requester,
  at: pubsub.Node,
  wanted: Fields,
  { max }: NodeSize,
): Promise<NodeInspection> {
  try {
    const { fields, capacity } = await readConfiguration(xmpp, at, wanted);
    const differing = [...different(wanted, fields, false)];
    const small: typeof differing =
      max !== undefined && isSmall(fields.get(MAX_ITEMS), max) ? [[MAX_ITEMS, ["max"]]] : [];
    const drift = [...differing, ...small].map(([field, values]) => ({
      field,
      has: fields.get(field)?.join(" "),
      wanted: values.join(" "),
    }));
    const stuck = drift.length > 0 && !(await isOwner(xmpp, at));
    const problems = stuck
      ? [
          notOwner(
            at,
            drift.map(({ field }) => field),
          ),
        ]
      : [];
    return { exists: true, drift, problems, capacity };
  } catch (error) {
    if (isStanzaError(error, "item-not-found"))
      return { exists: false, drift: [], problems: [], capacity: undefined };
    if (!isAboutRights(error)) throw error;
    const { exists, sentence } = await standing(xmpp, at);
    return { exists, drift: [], problems: [sentence], capacity: undefined };
  }
}

/** Only an owner may see who is what. */
async function isOwner(xmpp: Requester, at: pubsub.Node): Promise<boolean> {
  try {
    await pubsub.affiliations(xmpp, at);
    return true;
  } catch (error) {
    if (!isStanzaError(error)) throw error;
    return !isAboutRights(error);
  }
}
