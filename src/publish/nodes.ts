/** The nodes at the service: each is made, configured and given its picture before the first entry goes to it. */

import type { Picture } from "../xmpp/avatar.ts";
import type { Node } from "../xmpp/pubsub.ts";
import { isStanzaError } from "../xmpp/stanza-error.ts";
import type { Requester } from "../xmpp/stanza.ts";
import { learnCapacity } from "./capacity.ts";
import { configurationOf, ensureNode, hasMax, type NodeOptions, type NodeState } from "./node.ts";
import { ensureNodeAvatar } from "./node-avatar.ts";
import type { Role, Roles } from "./roles.ts";

export interface NodesOptions {
  readonly xmpp: Requester;
  readonly service: string;
  readonly options: NodeOptions;
  readonly picture: Picture | undefined;
  /** How many items any node can hold, where the operator knows it. */
  readonly maxItems: number | undefined;
  /** Hears what was done. */
  readonly did: (sentence: string) => void;
  /** Hears what is not as it should be. */
  readonly note: (sentence: string) => void;
  /** Hears what nobody can change. */
  readonly detail: (sentence: string) => void;
}

/** The nodes as they are known in one session. */
export interface Nodes {
  /** Whether the service knows `max` as a number of items. */
  readonly max: boolean;
  /** How many items a node can hold: `Infinity` for more than anybody needs, `undefined` where nobody knows. */
  readonly capacity: (at: Node) => number | undefined;
  /** Makes and configures a node, unless it was looked at in this session. */
  ensure(at: Node, roles: Roles): Promise<void>;
  /** The same for a node that was looked at already: somebody may have changed or deleted it. */
  repair(at: Node, roles: Roles): Promise<void>;
}

/** Asks the service what it can do. Fails with an `Error` that names the setting where it cannot be asked. */
export async function openNodes(options: NodesOptions): Promise<Nodes> {
  const { xmpp, service, maxItems } = options;
  const max = await hasMax(xmpp, service).catch((error: unknown) => {
    if (!isStanzaError(error)) throw error;
    throw new Error(`${error.message}. Is NEWSSTAND_PUBSUB the JID of a PubSub service?`, { cause: error });
  });
  const usual = maxItems ?? (await learnCapacity(xmpp, service));
  const capacities = new Map<string, number | undefined>();

  const look = async (at: Node, roles: Roles): Promise<void> => {
    const role = roles.get(at.node) ?? UNKNOWN;
    const state = await ensureNode(xmpp, at, configurationOf(role, options.options), { max });
    report(at, state, options);
    await ensureNodeAvatar(xmpp, at, options.picture).catch((error: unknown) => {
      // A node can do without a picture.
      if (!isStanzaError(error)) throw error;
      options.note(`the node ${at.node} shows no picture: ${error.message}`);
    });
    capacities.set(at.node, state.capacity);
  };

  return {
    max,
    capacity: ({ node }) => maxItems ?? capacities.get(node) ?? usual,
    async ensure(at, roles) {
      if (!capacities.has(at.node)) await look(at, roles);
    },
    repair: look,
  };
}

/** What no issue goes to any more keeps a name. */
const UNKNOWN: Role = { kinds: ["issue"], languages: [], concepts: [], years: [] };

function report(
  { service, node }: Node,
  { created, changed, refused, unknown, notes }: NodeState,
  { did, note, detail }: NodesOptions,
): void {
  if (created) did(`created the node ${node} at ${service}`);
  else if (changed.length > 0) did(`configured the node ${node}: ${changed.join(" ")}`);
  for (const sentence of notes) note(sentence);
  if (refused.length > 0) note(`${service} keeps other values for the node ${node}: ${refused.join(", ")}`);
  if (unknown.length > 0) detail(`${service} does not know ${unknown.join(", ")}`);
}
