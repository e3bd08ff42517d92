/** A PubSub service in memory, and the private nodes of an account: what a survey looks at, and what is done to them. */

import { openLedger } from "../../../src/publish/ledger.ts";
import type { Change } from "../../../src/publish/change.ts";
import * as atom from "../../../src/xmpp/atom.ts";
import type { Memory } from "../../../src/xmpp/private.ts";
import { StanzaError } from "../../../src/xmpp/stanza-error.ts";
import type { Element, Requester } from "../../../src/xmpp/stanza.ts";
import { element } from "../../support/xml.ts";

const NS = "http://jabber.org/protocol/pubsub";
const NS_ITEMS = "http://jabber.org/protocol/disco#items";
const NS_RSM = "http://jabber.org/protocol/rsm";
export const SERVICE = "pubsub.example.org";

export interface Service {
  readonly xmpp: Requester;
  /** Items by node and id, in the order in which they were published. */
  readonly nodes: Map<string, Map<string, Element>>;
  /** What it was asked since the last call, in words: `read news/x`, `list news`, `newest 2 of news`. */
  asked(): readonly string[];
  /** The largest number of requests that were under way at once. */
  most(): number;
  /** Carries out changes in order. A node with more items than `capacity` forgets the first, as a server does. */
  apply(changes: readonly Change[], capacity?: number): void;
}

/** `paged`: counts its items and gives pages of two, as ejabberd does with larger ones. */
export function service({ paged = false }: { paged?: boolean } = {}): Service {
  const nodes = new Map<string, Map<string, Element>>();
  let log: string[] = [];
  let under = 0;
  let most = 0;

  const nodeOf = (asked: Element): Map<string, Element> => {
    const found = nodes.get(asked.attrs["node"] ?? "");
    if (found === undefined) throw new StanzaError({ condition: "item-not-found", type: "cancel" });
    return found;
  };
  const list = (query: Element): Element => {
    const node = query.attrs["node"] ?? "";
    log.push(`list ${node}`);
    const after = query.getChild("set", NS_RSM)?.getChildText("after");
    const ids = [...nodeOf(query).keys()];
    const start = after ? ids.indexOf(after) + 1 : 0;
    const page = paged ? ids.slice(start, start + 2) : ids.toReversed();
    const last = paged && page.length > 0 ? `<set xmlns="${NS_RSM}"><last>${page.at(-1)}</last></set>` : "";
    const names = page.map((name) => `<item jid="${SERVICE}" name="${name}"/>`);
    return element(`<query xmlns="${NS_ITEMS}" node="${node}">${last}${names.join("")}</query>`);
  };
  const read = (items: Element): Element => {
    const node = items.attrs["node"] ?? "";
    const wanted = items.getChildren("item").map(({ attrs }) => attrs["id"] ?? "");
    const max = items.attrs["max_items"];
    log.push(max === undefined ? `read ${node}/${wanted.join(" ")}` : `newest ${max} of ${node}`);
    const held = nodeOf(items);
    const ids = max === undefined ? wanted : [...held.keys()].slice(-Number(max));
    const found = ids.flatMap((id) => {
      const payload = held.get(id);
      return payload === undefined ? [] : [`<item id="${id}">${payload.toString()}</item>`];
    });
    const count = paged ? `<set xmlns="${NS_RSM}"><count>${held.size}</count></set>` : "";
    return element(`<pubsub xmlns="${NS}">${count}<items node="${node}">${found.join("")}</items></pubsub>`);
  };
  const get = async (payload: Element): Promise<Element> => {
    under += 1;
    most = Math.max(most, under);
    await Promise.resolve();
    under -= 1;
    const items = payload.getChild("items");
    return items === undefined ? list(payload) : read(items);
  };
  const put = (node: string, id: string, payload: Element, capacity: number): void => {
    const held = nodes.get(node) ?? new Map<string, Element>();
    nodes.set(node, held.set(id, payload));
    const [first] = held.keys();
    if (held.size > capacity && first !== undefined) held.delete(first);
  };

  return {
    xmpp: { get, set: () => Promise.reject(new Error("a survey changes nothing")), send: () => {} },
    nodes,
    asked() {
      const said = log;
      log = [];
      return said;
    },
    most: () => most,
    apply(changes, capacity = Infinity) {
      for (const change of changes) {
        if (change.action === "retract") nodes.get(change.at.node)?.delete(change.id);
        else put(change.at.node, change.id, atom.toElement(change.entry()), capacity);
        if (change.action === "move") nodes.get(change.from?.node ?? "")?.delete(change.id);
      }
    },
  };
}

/** The private nodes of an account, by name. */
export function memories() {
  const nodes = new Map<string, Map<string, Element>>();
  const written: string[] = [];
  const memoryOf = (node: string): Memory => ({
    read: () => Promise.resolve(new Map(nodes.get(node))),
    write(id, payload) {
      written.push(`${node} ${id}`);
      nodes.set(node, (nodes.get(node) ?? new Map<string, Element>()).set(id, payload));
      return Promise.resolve();
    },
    forget(id) {
      written.push(`${node} -${id}`);
      nodes.get(node)?.delete(id);
      return Promise.resolve();
    },
  });
  return { nodes, written, memoryOf, open: () => openLedger(memoryOf, SERVICE) };
}
