/** RFC 6120, section 11.1: text from the wire, on its way to the library's parser, which has no limits of its own. */

import type { Entity } from "./library.ts";

/** What follows a comment, a document type or a second header, the parser would take for a part of it, for ever. */
const FORBIDDEN = /<![^[]|<stream:stream/u;
/**
 * Characters of one element: what never ends would fill the memory. A service that knows no pages (Prosody's PubSub) gives a
 * whole node in one stanza, and that is no attack: a thousand issues of a hundred kilobytes.
 */
const LONGEST_ELEMENT = 100_000_000;

export interface Reader {
  /** Takes what arrived. Throws for what no stream may hold, and for an element that does not end. */
  read(text: string): void;
  /** An element has ended. */
  complete(): void;
}

/** Gives the parser text that ends with a tag: over one that does not, it goes again and again. */
export function createReader(entity: Pick<Entity, "status" | "parser">, longest = LONGEST_ELEMENT): Reader {
  let waiting: string[] = [];
  let length = 0;
  return {
    read(text) {
      length += text.length;
      if (length > longest) throw new Error("the server sent an element that does not end");
      const end = text.lastIndexOf(">") + 1;
      if (end === 0) return void waiting.push(text);
      const tags = [...waiting, text.slice(0, end)].join("");
      waiting = [text.slice(end)];
      const header = entity.status === "opening" ? tags.indexOf("<stream:stream") + 1 : 0;
      if (FORBIDDEN.test(tags.slice(header))) throw new Error("the server sent what no stream may hold");
      entity.parser?.write(tags);
    },
    complete: () => void (length = 0),
  };
}
