/** What commands may ask about XEPs. */

import type { XepDocument } from "./document.ts";
import type { Documents } from "./documents.ts";
import type { Registry } from "./registry.ts";

export interface Xeps extends Registry {
  /** The text of a XEP, unless it cannot be had now. */
  document(number: number): Promise<XepDocument | undefined>;
}

export interface XepsOptions {
  /** The registry of now: a new list has a new one. */
  readonly registry: () => Registry;
  readonly documents: Documents;
}

export function createXeps({ registry, documents }: XepsOptions): Xeps {
  return {
    get newest() {
      return registry().newest;
    },
    get all() {
      return registry().all;
    },
    find: (number) => registry().find(number),
    search: (text) => registry().search(text),
    async document(number) {
      const xep = registry().find(number);
      return xep && (await documents.of(xep));
    },
  };
}
