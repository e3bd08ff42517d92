/** RFC 5122, XEP-0060 section 12.22: `xmpp:` URIs of nodes and items. */

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

/** What a query may not hold is percent-encoded; `;` and `=` would end a value. */
function encode(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function address(jid: string): string {
  return encodeURI(jid).replace(/[#?]/gu, encodeURIComponent);
}
