/** The nodes at the service: each is made, configured and given its picture before the first entry goes to it. */

import type { Picture } from "../xmpp/avatar.ts";
import { MAX_ITEMS } from "../xmpp/node/configuration.ts";
import type { Node } from "../xmpp/pubsub.ts";
import { isStanzaError } from "../xmpp/stanza-error.ts";
import type { Requester } from "../xmpp/stanza.ts";
import { learnCapacity } from "./capacity.ts";
import type { Ledger } from "./ledger.ts";
import {
  configurationOf,
  ensureNode,
  hasMax,
  inspectNode,
  type NodeInspection,
  type NodeOptions,
} from "./node.ts";
import { ensureNodeAvatar } from "./node-avatar.ts";
import type { Role, Roles } from "./roles.ts";

export interface NodesOptions {
  readonly xmpp: Requester;
  readonly service: string;
  readonly options: NodeOptions;
  readonly picture: Picture | undefined;
  /** How many items any node can hold, where the operator knows it: no more than that, whatever the service says. */
  readonly maxItems: number | undefined;
  /** Remembers what the service allows: on some it is dear to find out. */
  readonly ledger: Pick<Ledger, "capacity" | "learn">;
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
  /** Whether what the service allows was found out in an earlier session: it may be something else now. */
  isRemembered(): boolean;
  /** Finds out anew what the service allows. Gives whether it is something else. */
  measure(): Promise<boolean>;
  /** Makes and configures a node, unless it was looked at in this session. */
  ensure(at: Node, roles: Roles): Promise<void>;
  /** The same for a node that was looked at already: somebody may have changed or deleted it. */
  repair(at: Node, roles: Roles): Promise<void>;
  /** How a node stands to what is wanted, without touching it. */
  inspect(at: Node, roles: Roles): Promise<NodeInspection>;
}

/** Asks the service what it can do. Fails with an `Error` that names the setting where it cannot be asked. */
export async function openNodes(options: NodesOptions): Promise<Nodes> {
  const { xmpp, service, maxItems = Infinity, ledger } = options;
  const max = await hasMax(xmpp, service).catch((error: unknown) => {
    if (!isStanzaError(error)) throw error;
    throw new Error(`${error.message}. Is NEWSSTAND_PUBSUB the JID of a PubSub service?`, { cause: error });
  });
  /** What the forms of nodes say that were looked at. */
  const capacities = new Map<string, number | undefined>();
  const looked = new Set<string>();
  let isRemembered = true;

  const measure = async (): Promise<boolean> => {
    const before = ledger.capacity();
    ledger.learn(await learnCapacity(xmpp, service));
    isRemembered = false;
    return ledger.capacity() !== before;
  };
  const look = async (at: Node, roles: Roles): Promise<void> => {
    const role = roles.get(at.node) ?? UNKNOWN;
    const state = await ensureNode(xmpp, at, configurationOf(role, options.options), { max });
    const { created, changed, refused, unknown } = state;
    if (created) options.did(`created the node ${at.node} at ${service}`);
    else if (changed.length > 0) options.did(`configured the node ${at.node}: ${changed.join(" ")}`);
    if (unknown.length > 0) options.detail(`${service} does not know ${unknown.join(", ")}`);
    for (const sentence of state.notes) options.note(sentence);
    if (refused.length > 0)
      options.note(`${service} keeps other values for the node ${at.node}: ${refused.join(", ")}`);
    await ensureNodeAvatar(xmpp, at, options.picture).catch((error: unknown) => {
      // A node can do without a picture.
      if (!isStanzaError(error)) throw error;
      options.note(`the node ${at.node} shows no picture: ${error.message}`);
    });
    capacities.set(at.node, state.capacity);
    looked.add(at.node);
  };

  if (ledger.capacity() === undefined) await measure();
  return {
    max,
    capacity({ node }) {
      const allowed = capacities.get(node) ?? ledger.capacity();
      return allowed === undefined ? options.maxItems : Math.min(maxItems, allowed);
    },
    isRemembered: () => isRemembered,
    measure,
    async ensure(at, roles) {
      if (!looked.has(at.node)) await look(at, roles);
    },
    repair: look,
    async inspect(at, roles) {
      const wanted = configurationOf(roles.get(at.node) ?? UNKNOWN, options.options);
      const found = await inspectNode(xmpp, at, wanted, { max });
      // A node that is not as large as it may be will be made so.
      if (!found.drift.some(({ field }) => field === MAX_ITEMS)) capacities.set(at.node, found.capacity);
      return found;
    },
  };
}

/** What no issue goes to any more keeps a name. */
const UNKNOWN: Role = { kinds: ["issue"], languages: [], concepts: [], years: [] };
