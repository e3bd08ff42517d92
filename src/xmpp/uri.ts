/** RFC 5122, XEP-0060 section 12.22, XEP-0147: `xmpp:` URIs of nodes, items and chats. */

import type { Node } from "./pubsub.ts";

/** The URI of an item, for an entry's links. */
export function itemUri({ service, node }: Node, item: string): string {
  return `xmpp:${address(service)}?;node=${encode(node)};item=${encode(item)}`;
}

/** The URI of a node, as the link of an entry to its comments has it. */
export function nodeUri({ service, node }: Node): string {
  return `xmpp:${address(service)}?;node=${encode(node)}`;
}

/** The URI that makes a client subscribe to a node. */
export function followUri({ service, node }: Node): string {
  return `xmpp:${address(service)}?pubsub;action=subscribe;node=${encode(node)}`;
}

/** The URI of a bare JID, as the author of an entry has it. */
export function jidUri(jid: string): string {
  return `xmpp:${address(jid)}`;
}

/** The URI that opens a chat with a bare JID, with words in it already. No sign of it styles the message that it stands in. */
export function chatUri(jid: string, body: string): string {
  return `${jidUri(jid)}?message;body=${encode(body).replace(/[_~]/gu, percent)}`;
}

/** What a query may not hold is percent-encoded; `;` and `=` would end a value. */
function encode(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/gu, percent);
}

function percent(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}

function address(jid: string): string {
  return encodeURI(jid).replace(/[#?]/gu, encodeURIComponent);
}
