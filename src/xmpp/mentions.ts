/** XEP-0513: Explicit Mentions (0.1.0, partial): those of single people are read. */

import { type Range, toRange } from "./charcount.ts";
import type { Element } from "./stanza.ts";

export const NS = "urn:xmpp:mentions:0";

/** An occupant, by id (XEP-0421) or else by JID, and the part of the body that names them, if one does. */
export interface Mentioned {
  readonly jid: string | undefined;
  readonly occupantId: string | undefined;
  readonly range: Range | undefined;
}

/**
 * Who is mentioned and wants to hear of it: groups and `noping` are left out, and so is what is about the body in another
 * language than this one.
 */
export function mentionsOf(message: Element, language: string | undefined): readonly Mentioned[] {
  return message
    .getChildren("mention", NS)
    .filter((mention) => mention.attrs["mentions"] === undefined && mention.getChild("noping") === undefined)
    .filter(({ attrs }) => attrs["hreflang"] === undefined || attrs["hreflang"] === language)
    .map(({ attrs: { jid, occupantid, begin, end } }) => ({
      jid,
      occupantId: occupantid,
      range: begin === undefined || end === undefined ? undefined : toRange(begin, end),
    }));
}
