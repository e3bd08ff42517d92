/** Entries that are published by the bench: as large as is wanted, and in every form that they take on their way. */

import { parseIssue } from "../src/newsletter/issue.ts";
import type { Publication } from "../src/publish/change.ts";
import { bytes, toEntry } from "../src/publish/entry.ts";
import * as atom from "../src/xmpp/atom.ts";
import { serialize } from "../src/xmpp/guard.ts";
import * as pubsub from "../src/xmpp/pubsub.ts";
import { xml } from "../src/xmpp/stanza.ts";
import { masthead } from "../test/support/masthead.ts";
import { createIssue } from "./issues.ts";
import type { Stanza } from "./raw.ts";

/** An entry of about so many bytes. */
export function createEntry(place: number, size: number): atom.Entry {
  const { file, text } = createIssue(place * 6, size * 0.4);
  const entry = toEntry(parseIssue(file, text), masthead);
  if (bytes(entry) < size * 2) return entry;
  const said = entry.text?.slice(0, 250) ?? "";
  const words = said.replaceAll(/[^\p{L} ]/gu, "");
  return {
    ...entry,
    links: [],
    xhtml: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${words}</p></div>`,
    text: said,
  };
}

/** What publishes it again. */
export function toChange(at: pubsub.Node, id: string, entry: atom.Entry): Publication {
  const { title } = entry;
  return {
    action: "update",
    digest: id,
    at,
    id,
    issue: id,
    kind: "issue",
    title,
    bytes: bytes(entry),
    entry: () => entry,
  };
}

/** The same, as it goes over the wire. */
export function toStanza(at: pubsub.Node, id: string, entry: atom.Entry): Stanza {
  const payload = pubsub.toPublication(at, { id, payload: atom.toElement(entry) });
  const { text } = serialize(xml("iq", { type: "set", to: at.service, id }, payload));
  return { id, text };
}
