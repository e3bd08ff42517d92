/** A node exists and is configured as it is wanted (XEP-0060, sections 8.1 and 8.2). */

import { type Fields, isSameValue } from "./forms.ts";
import {
  type Configuration,
  different,
  isSmall,
  MAX_ITEMS,
  numberOf,
  readConfiguration,
} from "./node/configuration.ts";
import { isAboutRights, mayNotCreate, NodeRightsError, standing } from "./node/rights.ts";
import * as pubsub from "./pubsub.ts";
import { isStanzaError, type StanzaError } from "./stanza-error.ts";
import type { Requester } from "./stanza.ts";

/** What became of a node. */
export interface NodeState {
  readonly created: boolean;
  /** Fields that were changed. */
  readonly changed: readonly string[];
  /** Fields of which the service keeps another value, with that value. */
  readonly refused: readonly string[];
  /** Fields that the service does not know. */
  readonly unknown: readonly string[];
  /** How many items the node can hold: `Infinity` for more than anybody needs, `undefined` where the form tells no number. */
  readonly capacity: number | undefined;
  /** Sentences about what the account may not do, though it can publish. */
  readonly notes: readonly string[];
}

export interface NodeSize {
  /** Whether the service knows `max` as a number of items. Without it, the size is none of our business. */
  readonly max?: boolean;
}

/** What to try, in this order, on a service that has no `max`. */
const LARGE = ["10000", "5000", "1000", "500", "256", "100", "50", "20"];

/**
 * Creates the node where it is missing and brings its configuration to what is wanted; changes nothing that is right. A node
 * of somebody else where the account may publish stays as it is, and `notes` says so. Throws a `NodeRightsError` where the
 * account may not create it, or not publish to it.
 */
export async function ensureNode(
  xmpp: Requester,
  at: pubsub.Node,
  wanted: Fields,
  { max }: NodeSize,
): Promise<NodeState> {
  const refusal = await createOnce(xmpp, at);
  const created = refusal === undefined;
  const before = await readOrExplain(xmpp, at, wanted, created ? undefined : refusal);
  if (typeof before === "string") {
    return { created, changed: [], refused: [], unknown: [], capacity: undefined, notes: [before] };
  }
  const differing = different(wanted, before.fields, created);
  try {
    const dropped = differing.size === 0 ? [] : await configureWhatIsTaken(xmpp, at, differing);
    const sized = max !== undefined && (await enlarge(xmpp, at, before.fields, max));
    const touched = differing.size - dropped.length > 0 || sized;
    const after = touched ? await readConfiguration(xmpp, at, wanted) : before;
    return { created, ...compared(wanted, before, after), notes: [] };
  } catch (error) {
    if (created || !isAboutRights(error)) throw error;
    return { created, ...compared(wanted, before, before), notes: [notOwner(at, [...differing.keys()])] };
  }
}

/** Prosody lets a publisher read the configuration, and change nothing. */
export function notOwner({ service, node }: pubsub.Node, fields: readonly string[]): string {
  const which = fields.length === 0 ? MAX_ITEMS : fields.join(", ");
  return `the account may publish to the node ${node} at ${service} but is not its owner, who would have to change ${which}`;
}

function compared(
  wanted: Fields,
  before: Configuration,
  after: Configuration,
): Pick<NodeState, "changed" | "refused" | "unknown" | "capacity"> {
  const missing = [...different(wanted, after.fields, true).keys()];
  const has = (name: string): string => after.fields.get(name)?.join(" ") ?? "";
  return {
    changed: [...wanted.keys(), MAX_ITEMS].filter(
      (name) => !isSameValue(after.fields.get(name) ?? [], before.fields.get(name) ?? []),
    ),
    refused: missing.flatMap((name) => (after.fields.has(name) ? [`${name} (${has(name)})`] : [])),
    unknown: missing.filter((name) => !after.fields.has(name)),
    capacity: after.capacity,
  };
}

/** Gives why there is no new node. An owner who may not create nodes may still have this one. */
async function createOnce(xmpp: Requester, at: pubsub.Node): Promise<StanzaError | undefined> {
  const make = async (fields?: Fields): Promise<StanzaError | undefined> => {
    try {
      await pubsub.create(xmpp, at, fields);
      return undefined;
    } catch (error) {
      if (isStanzaError(error, "conflict") || isAboutRights(error)) return error;
      // Prosody makes none where its own default, 20 items, is more than its operator allows.
      if (isStanzaError(error, "not-acceptable") && fields === undefined)
        return make(new Map([[MAX_ITEMS, ["max"]]]));
      throw error;
    }
  };
  return make();
}

/** The configuration, or a sentence that says why the node is usable without. */
async function readOrExplain(
  xmpp: Requester,
  at: pubsub.Node,
  wanted: Fields,
  refusal: StanzaError | undefined,
): Promise<Configuration | string> {
  try {
    return await readConfiguration(xmpp, at, wanted);
  } catch (error) {
    if (isAboutRights(refusal) && isStanzaError(error, "item-not-found"))
      throw new NodeRightsError(mayNotCreate(at), refusal);
    if (!isAboutRights(error)) throw error;
    const { mayPublish, sentence } = await standing(xmpp, at);
    if (!mayPublish) throw new NodeRightsError(sentence, error);
    return sentence;
  }
}

/** Configures; a field that the service names in its refusal is left out, and the rest is sent again. Gives what was left out. */
async function configureWhatIsTaken(xmpp: Requester, at: pubsub.Node, wanted: Fields): Promise<string[]> {
  const remaining = new Map(wanted);
  const dropped: string[] = [];
  while (remaining.size > 0) {
    try {
      await pubsub.configure(xmpp, at, remaining);
      return dropped;
    } catch (error) {
      const named = isStanzaError(error) ? fieldNamedIn(error, remaining) : undefined;
      if (named === undefined) throw error;
      remaining.delete(named);
      dropped.push(named);
    }
  }
  return dropped;
}

/** ejabberd says which field it does not know; other refusals of a form name none. */
function fieldNamedIn(error: StanzaError, remaining: Fields): string | undefined {
  const { text = "" } = error;
  if (isAboutRights(error) || isStanzaError(error, "item-not-found")) return undefined;
  const named = [...remaining.keys()].find(
    (name) => text.includes(name) || text.includes(name.replace("pubsub#", "")),
  );
  return named ?? (remaining.size === 1 ? [...remaining.keys()][0] : undefined);
}

/** Lets the node hold as many items as the service allows (XEP-0472: `max`). Gives whether anything was changed. */
async function enlarge(xmpp: Requester, at: pubsub.Node, given: Fields, max: boolean): Promise<boolean> {
  const has = given.get(MAX_ITEMS);
  if (!isSmall(has, max)) return false;
  for (const size of max ? ["max", ...LARGE] : LARGE) {
    if ((numberOf(has) ?? 0) >= (numberOf([size]) ?? Infinity)) return false;
    try {
      await pubsub.configure(xmpp, at, new Map([[MAX_ITEMS, [size]]]));
      return true;
    } catch (error) {
      if (!isStanzaError(error) || isAboutRights(error)) throw error;
    }
  }
  return false;
}
