/** XEP-0060: Publish-Subscribe (1.30.0, partial); the same on an account is PEP (XEP-0163). */

import { type Fields, fromForm, NS as NS_FORMS, toForm } from "./forms.ts";
import * as rsm from "./rsm.ts";
import { type Element, firstChild, type Requester, xml } from "./stanza.ts";

export const NS = "http://jabber.org/protocol/pubsub";
export const NS_OWNER = `${NS}#owner`;
export const NS_EVENT = `${NS}#event`;
const NODE_CONFIG = `${NS}#node_config`;

/** A node, and the JID of the service that hosts it: a component, or an account for PEP (XEP-0163). */
export interface Node {
  readonly service: string;
  readonly node: string;
}

export interface Item {
  readonly id: string;
  readonly payload: Element | undefined;
}

/** Creates a node with the service's defaults. Fails with `conflict` where there is one. */
export async function create(xmpp: Requester, { service, node }: Node): Promise<void> {
  await xmpp.set(pubsub(xml("create", { node })), service);
}

/** Reads a node's configuration as its owner. */
export async function configuration(xmpp: Requester, { service, node }: Node): Promise<Fields> {
  const answer = await xmpp.get(owner(xml("configure", { node })), service);
  return fromForm(answer?.getChild("configure")?.getChild("x", NS_FORMS));
}

/** Changes these fields of a node's configuration and leaves the others. */
export async function configure(xmpp: Requester, { service, node }: Node, fields: Fields): Promise<void> {
  await xmpp.set(owner(xml("configure", { node }, toForm(NODE_CONFIG, fields))), service);
}

/** Publishes an item. An item of the node that has the same id is replaced. */
export async function publish(
  xmpp: Requester,
  { service, node }: Node,
  { id, payload }: Item,
): Promise<void> {
  await xmpp.set(pubsub(xml("publish", { node }, xml("item", { id }, payload))), service);
}

/** Retracts an item and tells the subscribers; some services are silent unless they are asked to notify. */
export async function retract(xmpp: Requester, { service, node }: Node, id: string): Promise<void> {
  await xmpp.set(pubsub(xml("retract", { node, notify: "true" }, xml("item", { id }))), service);
}

/** Yields every item of the node, page after page; a service without pages gives all of them at once. */
export async function* items(xmpp: Requester, { service, node }: Node, max = 20): AsyncGenerator<Item> {
  const seen = new Set<string>();
  let after: string | undefined;
  do {
    const answer = await xmpp.get(pubsub(xml("items", { node }), rsm.page(max, after)), service);
    const page = (answer?.getChild("items")?.getChildren("item") ?? []).map(toItem);
    const fresh = page.filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    yield* fresh;
    // A service that repeats itself would be asked for ever.
    after = fresh.length > 0 ? rsm.next(answer) : undefined;
  } while (after !== undefined);
}

/** Gives these items of the node, as far as it has them, or all of them, in one answer. */
export async function itemsOf(
  xmpp: Requester,
  at: Node,
  ids: readonly string[] | undefined,
): Promise<Item[]> {
  if (ids === undefined) return Array.fromAsync(items(xmpp, at, 100));
  const wanted = ids.map((id) => xml("item", { id }));
  const answer = await xmpp.get(pubsub(xml("items", { node: at.node }, ...wanted)), at.service);
  return (answer?.getChild("items")?.getChildren("item") ?? []).map(toItem);
}

/** Subscribes a bare JID to the node. */
export async function subscribe(xmpp: Requester, { service, node }: Node, jid: string): Promise<void> {
  await xmpp.set(pubsub(xml("subscribe", { node, jid })), service);
}

/** What a notification says of a node, or nothing when the message is none. */
export function parseNotification(
  message: Element,
): (Node & { items: Item[]; retracted: string[] }) | undefined {
  const list = message.getChild("event", NS_EVENT)?.getChild("items");
  const node = list?.attrs["node"];
  if (list === undefined || node === undefined) return undefined;
  return {
    service: message.attrs["from"] ?? "",
    node,
    items: list.getChildren("item").map(toItem),
    retracted: list.getChildren("retract").map(({ attrs }) => attrs["id"] ?? ""),
  };
}

function toItem(item: Element): Item {
  return { id: item.attrs["id"] ?? "", payload: firstChild(item) };
}

function pubsub(...children: Element[]): Element {
  return xml("pubsub", { xmlns: NS }, ...children);
}

function owner(...children: Element[]): Element {
  return xml("pubsub", { xmlns: NS_OWNER }, ...children);
}
