/** What is read of a node's configuration, and what of it differs from what is wanted (XEP-0060, section 8.2). */

import * as disco from "../disco.ts";
import { type Fields, fromForm, isSameValue } from "../forms.ts";
import * as pubsub from "../pubsub.ts";
import type { Requester } from "../stanza.ts";
import { maximum } from "../validation.ts";

export const MAX_ITEMS = "pubsub#max_items";

/** Fields that ejabberd keeps though its form does not show them. */
const HIDDEN = new Set(["pubsub#type", "pubsub#title"]);
/** An extension of Prosody's, for clients without PubSub: nothing is missing where it is not offered. */
const EXTRA = new Set(["pubsub#include_body"]);

export interface Configuration {
  readonly fields: Fields;
  readonly capacity: number | undefined;
}

/** The form's fields, and those that are wanted and that only the node's description shows. */
export async function readConfiguration(
  xmpp: Requester,
  at: pubsub.Node,
  wanted: Fields,
): Promise<Configuration> {
  const form = await pubsub.configurationForm(xmpp, at);
  const shown = fromForm(form);
  const size = shown.get(MAX_ITEMS);
  const number = size?.[0] === "max" ? maximum(form, MAX_ITEMS) : numberOf(size);
  const capacity = number === undefined ? undefined : toCapacity(number);
  if ([...HIDDEN].every((name) => shown.has(name) || !wanted.has(name))) return { fields: shown, capacity };
  const { forms = [] } = await disco.describe(xmpp, at.service, at.node);
  return { fields: new Map([...forms.flatMap((meta) => [...meta]), ...shown]), capacity };
}

/**
 * Fields that have another value. A form is no full list of what a service takes, so a new node is sent `all` of them; later
 * only those that are known to be kept although no form shows them.
 */
export function different(wanted: Fields, given: Fields, all: boolean): Fields {
  return new Map(
    [...wanted].filter(([name, values]) => {
      const has = given.get(name);
      if (has !== undefined) return !isSameValue(values, has);
      return HIDDEN.has(name) || (all && !EXTRA.has(name));
    }),
  );
}

/** Whether a node of this size could be larger: it has no `max`, where there is one, and no large number. */
export function isSmall(size: readonly string[] | undefined, max: boolean): boolean {
  return size?.[0] !== "max" && (max || (numberOf(size) ?? 0) < 1000);
}

/** A limit of so many items is no limit for us. */
export const UNLIMITED = 10_000;

/** How many items a node with this limit can hold: `Infinity` where that is more than anybody needs. */
export function toCapacity(limit: number): number {
  return limit >= UNLIMITED ? Infinity : limit;
}

export function numberOf(values: readonly string[] | undefined): number | undefined {
  const [value = ""] = values ?? [];
  return /^\d+$/u.test(value) ? Number(value) : undefined;
}
