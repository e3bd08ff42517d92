/** RFC 4287, XEP-0277 and XEP-0472: Atom entries as values and as elements. */

import { canonical } from "./canonical.ts";
import { clean, verbatim, written } from "./guard.ts";
import { childText, type Element } from "./stanza.ts";

export const NS = "http://www.w3.org/2005/Atom";
const NS_XHTML = "http://www.w3.org/1999/xhtml";

export interface Link {
  readonly rel: string;
  readonly href: string;
  readonly type?: string | undefined;
  readonly title?: string | undefined;
  readonly hreflang?: string | undefined;
}

/**
 * One entry. Dates are RFC 3339 with `Z`; `xhtml` is the canonical text of one XHTML `div`, and all text is as a parser
 * reports it (`canonical.ts`), so that entries can be compared as values.
 */
export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly published: string;
  readonly updated: string;
  readonly author: { readonly name: string; readonly uri: string };
  readonly summary: string | undefined;
  readonly rights: string | undefined;
  readonly categories: readonly string[];
  readonly links: readonly Link[];
  /** XEP-0472 wants both, first XHTML, then text; an entry too large for the server has fewer. */
  readonly xhtml: string | undefined;
  readonly text: string | undefined;
}

/** Writes an entry: the namespace on `entry` itself and no prefix, as Movim wants it. */
export function toElement(entry: Entry): Element {
  const { author, categories, links } = entry;
  return verbatim(
    "entry",
    { xmlns: NS, "xml:lang": entry.language },
    [
      written("title", { type: "text" }, entry.title),
      written("id", {}, entry.id),
      written("published", {}, entry.published),
      written("updated", {}, entry.updated),
      `<author>${written("name", {}, author.name)}${written("uri", {}, author.uri)}</author>`,
      entry.summary === undefined ? "" : written("summary", { type: "text" }, entry.summary),
      entry.xhtml === undefined ? "" : `<content type="xhtml">${clean(entry.xhtml)}</content>`,
      entry.text === undefined ? "" : written("content", { type: "text" }, entry.text),
      ...links.map(({ rel, type, hreflang, title, href }) =>
        written("link", { rel, type, hreflang, title, href }),
      ),
      ...categories.map((term) => written("category", { term })),
      entry.rights === undefined ? "" : written("rights", { type: "text" }, entry.rights),
    ].join(""),
  );
}

/** Reads an entry back, or gives `undefined` for a payload that is none. */
export function fromElement(payload: Element | undefined): Entry | undefined {
  if (payload === undefined || !payload.is("entry", NS)) return undefined;
  const child = (name: string) => childText(payload, name, NS);
  const author = payload.getChild("author", NS);
  const contents = payload.getChildren("content", NS);
  const div = contents.find(({ attrs }) => attrs["type"] === "xhtml")?.getChild("div", NS_XHTML);
  return {
    id: child("id") ?? "",
    title: child("title") ?? "",
    language: payload.attrs["xml:lang"] ?? "",
    published: child("published") ?? "",
    updated: child("updated") ?? "",
    author: { name: author?.getChildText("name") ?? "", uri: author?.getChildText("uri") ?? "" },
    summary: child("summary"),
    rights: child("rights"),
    categories: payload.getChildren("category", NS).map(({ attrs }) => attrs["term"] ?? ""),
    links: payload.getChildren("link", NS).map(toLink),
    xhtml: div === undefined ? undefined : canonical(div),
    text: contents.find(({ attrs }) => (attrs["type"] ?? "text") === "text")?.getText(),
  };
}

function toLink({ attrs }: Element): Link {
  const { rel = "alternate", href = "", type, title, hreflang } = attrs;
  return { rel, href, type, title, hreflang };
}
