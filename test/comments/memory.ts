/** What a private node remembers, in the tests. */

import type { Memory } from "../../src/xmpp/private.ts";
import type { Element } from "../../src/xmpp/stanza.ts";

export function memoryOf(
  given: Readonly<Record<string, Element>> = {},
): Memory & { readonly items: ReadonlyMap<string, Element> } {
  const items = new Map(Object.entries(given));
  return {
    items,
    read: () => Promise.resolve(new Map(items)),
    write: (id, payload) => Promise.resolve(void items.set(id, payload)),
    forget: (id) => Promise.resolve(void items.delete(id)),
  };
}
