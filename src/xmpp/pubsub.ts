/** XEP-0060: Publish-Subscribe (1.30.0, partial); the same on an account is PEP (XEP-0163). */

import { NS_ITEMS } from "./disco.ts";
import { type Fields, fromForm, NS as NS_FORMS, toForm } from "./forms.ts";
import * as rsm from "./rsm.ts";
import { type Element, firstChild, type Requester, xml } from "./stanza.ts";

export const NS = "http://jabber.org/protocol/pubsub";
export const NS_OWNER = `${NS}#owner`;
export const NS_EVENT = `${NS}#event`;
const NODE_CONFIG = `${NS}#node_config`;
const PUBLISH_OPTIONS = `${NS}#publish-options`;

/** A node, and the JID of the service that hosts it: a component, or an account for PEP (XEP-0163). */
export interface Node {
  readonly service: string;
  readonly node: string;
}

export interface Item {
  readonly id: string;
  readonly payload: Element | undefined;
  /** Who published it, as far as the service tells (section 7.1.2.3): nobody else can make it say another. */
  readonly publisher?: string | undefined;
}

/**
 * Creates a node, with the service's defaults but for these fields (section 8.1.3). Fails with `conflict` where there is one;
 * one whose fields are refused is not made.
 */
export async function create(xmpp: Requester, { service, node }: Node, fields?: Fields): Promise<void> {
  const configured = fields && xml("configure", {}, toForm(NODE_CONFIG, fields));
  await xmpp.set(pubsub(xml("create", { node }), configured), service);
}

/** Deletes a node with everything in it. */
export async function deleteNode(xmpp: Requester, { service, node }: Node): Promise<void> {
  await xmpp.set(owner(xml("delete", { node })), service);
}

/** The form of a node's configuration, as its owner may read it. */
export async function configurationForm(
  xmpp: Requester,
  { service, node }: Node,
): Promise<Element | undefined> {
  const answer = await xmpp.get(owner(xml("configure", { node })), service);
  return answer?.getChild("configure")?.getChild("x", NS_FORMS);
}

/** The form of the configuration that new nodes of a service begin with. */
export async function defaultForm(xmpp: Requester, service: string): Promise<Element | undefined> {
  const answer = await xmpp.get(owner(xml("default")), service);
  return answer?.getChild("default")?.getChild("x", NS_FORMS);
}

/** Reads a node's configuration as its owner. */
export async function configuration(xmpp: Requester, at: Node): Promise<Fields> {
  return fromForm(await configurationForm(xmpp, at));
}

/** Our own affiliation with a node, where the service tells one: `owner`, `publisher` … */
export async function affiliation(xmpp: Requester, { service, node }: Node): Promise<string | undefined> {
  const answer = await xmpp.get(pubsub(xml("affiliations", { node })), service);
  const ours = answer?.getChild("affiliations")?.getChildren("affiliation") ?? [];
  return ours.find(({ attrs }) => attrs["node"] === node)?.attrs["affiliation"];
}

/** Everybody's affiliation with a node, by bare JID: for its owner only. */
export async function affiliations(
  xmpp: Requester,
  { service, node }: Node,
): Promise<ReadonlyMap<string, string>> {
  const answer = await xmpp.get(owner(xml("affiliations", { node })), service);
  const all = answer?.getChild("affiliations")?.getChildren("affiliation") ?? [];
  return new Map(all.map(({ attrs }) => [attrs["jid"] ?? "", attrs["affiliation"] ?? ""]));
}

/** Changes these fields of a node's configuration and leaves the others. */
export async function configure(xmpp: Requester, { service, node }: Node, fields: Fields): Promise<void> {
  await xmpp.set(owner(xml("configure", { node }, toForm(NODE_CONFIG, fields))), service);
}

/**
 * Publishes an item. An item of the node that has the same id is replaced. With `options`, fails with `conflict` where the node
 * is configured otherwise (section 7.1.5).
 */
export async function publish(xmpp: Requester, at: Node, item: Item, options?: Fields): Promise<void> {
  await xmpp.set(toPublication(at, item, options), at.service);
}

/** What publishes an item, as the payload of a request to the service: for those who make it before it is sent. */
export function toPublication({ node }: Node, { id, payload }: Item, options?: Fields): Element {
  const required = options && xml("publish-options", {}, toForm(PUBLISH_OPTIONS, options));
  return pubsub(xml("publish", { node }, xml("item", { id }, payload)), required);
}

/**
 * Retracts an item. Some services tell the subscribers only when they are asked to notify, others whenever the node is
 * configured to.
 */
export async function retract(
  xmpp: Requester,
  { service, node }: Node,
  id: string,
  { notify = true }: { readonly notify?: boolean } = {},
): Promise<void> {
  const asked = notify ? "true" : undefined;
  await xmpp.set(pubsub(xml("retract", { node, notify: asked }, xml("item", { id }))), service);
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
    after = following(answer, { max, got: fresh.length, seen: seen.size });
  } while (after !== undefined);
}

/** What to ask for the next page with, where there is one: a service that repeats itself would be asked for ever. */
function following(
  answer: Element | undefined,
  page: { readonly max: number; readonly got: number; readonly seen: number },
): string | undefined {
  return page.got === 0 || rsm.isLast(answer, page) ? undefined : rsm.next(answer);
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

/**
 * Yields the ids of all items of the node, page after page: ejabberd the oldest first. A service without pages gives all of
 * them at once: Prosody the newest first.
 */
export async function* itemIds(
  xmpp: Requester,
  { service, node }: Node,
  max = 500,
): AsyncGenerator<readonly string[]> {
  const seen = new Set<string>();
  let after: string | undefined;
  do {
    const answer = await xmpp.get(xml("query", { xmlns: NS_ITEMS, node }, rsm.page(max, after)), service);
    const names = (answer?.getChildren("item") ?? []).map(({ attrs }) => attrs["name"] ?? "");
    const fresh = names.filter((name) => name !== "" && !seen.has(name));
    for (const name of fresh) seen.add(name);
    yield fresh;
    after = following(answer, { max, got: fresh.length, seen: seen.size });
  } while (after !== undefined);
}

/** Gives the items that were published last, the newest last, and how many the node has in all, where the service tells. */
export async function newestItems(
  xmpp: Requester,
  { service, node }: Node,
  max: number,
): Promise<{ readonly items: readonly Item[]; readonly count: number | undefined }> {
  const answer = await xmpp.get(pubsub(xml("items", { node, max_items: max })), service);
  return {
    items: (answer?.getChild("items")?.getChildren("item") ?? []).map(toItem),
    count: rsm.count(answer),
  };
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
  return { id: item.attrs["id"] ?? "", payload: firstChild(item), publisher: item.attrs["publisher"] };
}

function pubsub(...children: (Element | undefined)[]): Element {
  return xml("pubsub", { xmlns: NS }, ...children);
}

function owner(...children: Element[]): Element {
  return xml("pubsub", { xmlns: NS_OWNER }, ...children);
}
