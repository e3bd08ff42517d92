/** How many items a service lets a node hold, found out without touching a node that is in use. */

import { MAX_ITEMS, toCapacity, UNLIMITED } from "../xmpp/node/configuration.ts";
import { isAboutRights } from "../xmpp/node/rights.ts";
import * as pubsub from "../xmpp/pubsub.ts";
import { isStanzaError } from "../xmpp/stanza-error.ts";
import type { Requester } from "../xmpp/stanza.ts";
import { maximum } from "../xmpp/validation.ts";

/** A node of our own that exists for as long as sizes are tried on it; one that was left behind is taken over. */
const SCRATCH = "urn:x-newsstand:scratch";
/** What packaged servers allow: ejabberd and Prosody. */
const USUAL = [1000, 256];

/**
 * What a node with as many items as possible can hold: `Infinity` where that is more than anybody needs, `undefined` where it
 * cannot be found out. Prosody says it in its form; elsewhere sizes are tried on a node made for that, and deleted again. Of
 * a service, or of an account (PEP).
 */
export async function learnCapacity(xmpp: Requester, service: string): Promise<number | undefined> {
  const told = await maximumOf(xmpp, service);
  if (told !== undefined) return toCapacity(told);
  const at = { service, node: SCRATCH };
  if (!(await prepare(xmpp, at))) return undefined;
  try {
    return await search((size) => takes(xmpp, at, size));
  } catch (error) {
    if (isStanzaError(error)) return undefined;
    throw error;
  } finally {
    await remove(xmpp, at);
  }
}

async function maximumOf(xmpp: Requester, service: string): Promise<number | undefined> {
  try {
    return maximum(await pubsub.defaultForm(xmpp, service), MAX_ITEMS);
  } catch (error) {
    if (isStanzaError(error)) return undefined;
    throw error;
  }
}

async function prepare(xmpp: Requester, at: pubsub.Node): Promise<boolean> {
  try {
    await pubsub.create(xmpp, at, new Map([["pubsub#access_model", ["whitelist"]]]));
    return true;
  } catch (error) {
    if (!isStanzaError(error)) throw error;
    return error.condition === "conflict";
  }
}

/** Servers agree on no error for a number that is too large. What says nothing about the number is thrown. */
async function takes(xmpp: Requester, at: pubsub.Node, size: number): Promise<boolean> {
  try {
    await pubsub.configure(xmpp, at, new Map([[MAX_ITEMS, [String(size)]]]));
    return true;
  } catch (error) {
    if (!isStanzaError(error) || isStanzaError(error, "item-not-found") || isAboutRights(error)) throw error;
    return false;
  }
}

async function search(isTaken: (size: number) => Promise<boolean>): Promise<number | undefined> {
  if (await isTaken(UNLIMITED)) return Infinity;
  let [taken, refused] = [0, UNLIMITED];
  for (const usual of USUAL) {
    if (!(await isTaken(usual))) {
      refused = usual;
      continue;
    }
    taken = usual;
    if (!(await isTaken(usual + 1))) return usual;
    taken = usual + 1;
    break;
  }
  while (refused - taken > 1) {
    const middle = Math.floor((taken + refused) / 2);
    if (await isTaken(middle)) taken = middle;
    else refused = middle;
  }
  // What takes no number at all does not mean the number.
  return taken === 0 ? undefined : taken;
}

async function remove(xmpp: Requester, at: pubsub.Node): Promise<void> {
  try {
    await pubsub.deleteNode(xmpp, at);
  } catch (error) {
    if (!isStanzaError(error)) throw error;
  }
}
