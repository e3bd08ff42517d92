/** What commands may ask about XEPs. */

import type { XepDocument } from "./document.ts";
import type { Documents } from "./documents.ts";
import { createRegistry, type Registry } from "./registry.ts";
import type { Xep } from "./xep.ts";

export interface Xeps extends Registry {
  /** The text of a XEP, unless it cannot be had now. */
  document(number: number): Promise<XepDocument | undefined>;
}

export interface XepDesk extends Xeps {
  /** From now on these are all XEPs. */
  replace(list: readonly Xep[]): void;
}

export function createXeps(list: readonly Xep[], documents: Documents): XepDesk {
  let registry = createRegistry(list);
  return {
    get newest() {
      return registry.newest;
    },
    get all() {
      return registry.all;
    },
    find: (number) => registry.find(number),
    search: (text) => registry.search(text),
    async document(number) {
      const xep = registry.find(number);
      return xep && (await documents.of(xep));
    },
    replace(xeps) {
      registry = createRegistry(xeps);
    },
  };
}
