/** The picture of a node: an item of its own beside the entries, as Movim has it. */

import * as avatar from "../xmpp/avatar.ts";
import * as pubsub from "../xmpp/pubsub.ts";
import { isStanzaError } from "../xmpp/stanza-error.ts";
import type { Requester } from "../xmpp/stanza.ts";

/**
 * Publishes what there is to know of the picture unless the node has it already. Gives whether it was published: subscribers
 * are told. The picture itself is in the account's avatar: no client looks for it in the node.
 */
export async function ensureNodeAvatar(
  xmpp: Requester,
  at: pubsub.Node,
  picture: avatar.Picture | undefined,
): Promise<boolean> {
  if (picture === undefined || (await shown(xmpp, at)) === picture.id) return false;
  await pubsub.publish(xmpp, at, { id: avatar.NS_METADATA, payload: avatar.toMetadata(picture) });
  return true;
}

/** The id of the picture that the node shows. */
async function shown(xmpp: Requester, at: pubsub.Node): Promise<string | undefined> {
  try {
    const items = await pubsub.itemsOf(xmpp, at, [avatar.NS_METADATA]);
    return avatar.pictureId(items.find(({ id }) => id === avatar.NS_METADATA)?.payload);
  } catch (error) {
    if (isStanzaError(error, "item-not-found")) return undefined;
    throw error;
  }
}
