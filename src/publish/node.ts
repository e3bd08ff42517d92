/** The node exists, and is configured to be a feed that keeps every entry (XEP-0472, section 4; comments: XEP-0277). */

import * as disco from "../xmpp/disco.ts";
import { type Fields, isSameValue } from "../xmpp/forms.ts";
import * as pubsub from "../xmpp/pubsub.ts";
import { isStanzaError, type StanzaError } from "../xmpp/stanza-error.ts";
import type { Requester } from "../xmpp/stanza.ts";

export interface NodeOptions {
  readonly title: string;
  readonly description: string;
  readonly language: string;
  readonly deliverPayloads: boolean;
}

/** What became of a node. */
export interface NodeState {
  readonly created: boolean;
  /** Fields that were changed. */
  readonly changed: readonly string[];
  /** Fields of which the service keeps another value, with that value. */
  readonly refused: readonly string[];
  /** Fields that the service does not know. */
  readonly unknown: readonly string[];
  /** How many items the node can hold, where the service tells a number. */
  readonly capacity: number | undefined;
}

const FEED = "urn:xmpp:pubsub-social-feed:1";
const CONFIG_NODE_MAX = `${pubsub.NS}#config-node-max`;
/** What to try, in this order, on a service that has no `max`. */
const LARGE = ["10000", "5000", "1000", "500", "256", "100", "50", "20"];
/** Fields that ejabberd keeps though its form does not show them. */
const HIDDEN = new Set(["pubsub#type", "pubsub#title"]);
/** An extension of Prosody's, for clients without PubSub: nothing is missing where it is not offered. */
const EXTRA = new Set(["pubsub#include_body"]);

/** The configuration of the node of the issues. */
export function feedConfiguration({ title, description, language, deliverPayloads }: NodeOptions): Fields {
  return fields({
    "pubsub#type": FEED,
    "pubsub#title": title,
    "pubsub#description": description,
    "pubsub#language": language,
    "pubsub#access_model": "open",
    "pubsub#publish_model": "publishers",
    "pubsub#persist_items": "1",
    "pubsub#send_last_published_item": "never",
    "pubsub#deliver_payloads": deliverPayloads ? "1" : "0",
    "pubsub#notify_retract": "1",
    // A monthly issue matters to somebody who was offline: a headline would be lost.
    "pubsub#notification_type": "normal",
    "pubsub#itemreply": "publisher",
    "pubsub#include_body": "1",
  });
}

/** The configuration of the node of an issue's comments (XEP-0277, section 3). */
export function commentsConfiguration(title: string): Fields {
  return fields({
    "pubsub#title": title,
    "pubsub#access_model": "open",
    "pubsub#publish_model": "open",
    "pubsub#persist_items": "1",
    "pubsub#send_last_published_item": "never",
    "pubsub#notify_retract": "1",
    "pubsub#itemreply": "publisher",
  });
}

/** Asks a service what it can do. Throws a `StanzaError` when it cannot be asked. */
export async function hasMax(xmpp: Requester, service: string): Promise<boolean> {
  const { features } = await disco.describe(xmpp, service);
  return features.includes(CONFIG_NODE_MAX);
}

/** How many items a node can hold, where it tells a number; nothing is changed. */
export async function readCapacity(xmpp: Requester, at: pubsub.Node): Promise<number | undefined> {
  try {
    return numberOf((await pubsub.configuration(xmpp, at)).get(MAX_ITEMS));
  } catch (error) {
    if (isStanzaError(error)) return undefined;
    throw error;
  }
}

/** Creates the node where it is missing and brings its configuration to what is wanted; changes nothing that is right. */
export async function ensureNode(
  xmpp: Requester,
  at: pubsub.Node,
  wanted: Fields,
  { max }: { readonly max: boolean },
): Promise<NodeState> {
  const created = await createOnce(xmpp, at);
  const before = await readConfiguration(xmpp, at);
  const differing = different(wanted, before, created);
  const dropped = differing.size === 0 ? [] : await configureWhatIsTaken(xmpp, at, differing);
  const sized = await enlarge(xmpp, at, before, max);
  const touched = differing.size - dropped.length > 0 || sized;
  const after = touched ? await readConfiguration(xmpp, at) : before;
  const missing = [...different(wanted, after, true).keys()];
  return {
    created,
    changed: [...wanted.keys(), MAX_ITEMS].filter(
      (name) => !isSameValue(after.get(name) ?? [], before.get(name) ?? []),
    ),
    refused: missing.flatMap((name) => (after.has(name) ? [`${name} (${after.get(name)?.join(" ")})`] : [])),
    unknown: missing.filter((name) => !after.has(name)),
    capacity: numberOf(after.get(MAX_ITEMS)),
  };
}

const MAX_ITEMS = "pubsub#max_items";

/** Gives whether there was none. An owner who may not create nodes may still have this one. */
async function createOnce(xmpp: Requester, at: pubsub.Node): Promise<boolean> {
  try {
    await pubsub.create(xmpp, at);
    return true;
  } catch (error) {
    if (isStanzaError(error, "conflict")) return false;
    if (isStanzaError(error, "forbidden", "not-allowed") && (await isOwned(xmpp, at))) return false;
    throw error;
  }
}

async function isOwned(xmpp: Requester, at: pubsub.Node): Promise<boolean> {
  try {
    return (await pubsub.configuration(xmpp, at)).size > 0;
  } catch (error) {
    if (isStanzaError(error)) return false;
    throw error;
  }
}

/** The form's fields, and those that only the node's description shows: ejabberd's form has neither title nor type. */
async function readConfiguration(xmpp: Requester, at: pubsub.Node): Promise<Fields> {
  const form = await pubsub.configuration(xmpp, at);
  if ([...HIDDEN].every((name) => form.has(name))) return form;
  const { forms = [] } = await disco.describe(xmpp, at.service, at.node);
  return new Map([...forms.flatMap((meta) => [...meta]), ...form]);
}

/**
 * Fields that have another value. A form is no full list of what a service takes, so a new node is sent all of them; later
 * only those that are known to be kept although no form shows them.
 */
function different(wanted: Fields, given: Fields, all: boolean): Fields {
  return new Map(
    [...wanted].filter(([name, values]) => {
      const has = given.get(name);
      if (has !== undefined) return !isSameValue(values, has);
      return HIDDEN.has(name) || (all && !EXTRA.has(name));
    }),
  );
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
function fieldNamedIn({ text = "", condition }: StanzaError, remaining: Fields): string | undefined {
  if (["forbidden", "not-authorized", "item-not-found"].includes(condition)) return undefined;
  const named = [...remaining.keys()].find(
    (name) => text.includes(name) || text.includes(name.replace("pubsub#", "")),
  );
  return named ?? (remaining.size === 1 ? [...remaining.keys()][0] : undefined);
}

/** Lets the node hold as many items as the service allows (XEP-0472: `max`). Gives whether anything was changed. */
async function enlarge(xmpp: Requester, at: pubsub.Node, given: Fields, max: boolean): Promise<boolean> {
  const has = given.get(MAX_ITEMS);
  if (has?.[0] === "max" || (!max && (numberOf(has) ?? 0) >= 1000)) return false;
  for (const size of max ? ["max", ...LARGE] : LARGE) {
    if ((numberOf(has) ?? 0) >= (numberOf([size]) ?? Infinity)) return false;
    try {
      await pubsub.configure(xmpp, at, fields({ [MAX_ITEMS]: size }));
      return true;
    } catch (error) {
      if (!isStanzaError(error) || isStanzaError(error, "forbidden", "not-authorized")) throw error;
    }
  }
  return false;
}

function fields(values: Readonly<Record<string, string>>): Fields {
  return new Map(Object.entries(values).map(([name, value]) => [name, [value]]));
}

function numberOf(values: readonly string[] | undefined): number | undefined {
  const number = Number(values?.[0] ?? "");
  return values?.[0] !== undefined && values[0] !== "" && Number.isInteger(number) ? number : undefined;
}
