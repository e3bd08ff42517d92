/** Entries for tests of decisions: only the title matters. */

import type { Entry } from "../../src/xmpp/atom.ts";

export function entry(title: string): Entry {
  return {
    id: `tag:example.org,2024:${title}`,
    title,
    language: "en",
    published: "2024-05-01T00:00:00Z",
    updated: "2024-05-01T00:00:00Z",
    author: { name: "Ana", uri: "xmpp:bot@example.org" },
    summary: undefined,
    rights: undefined,
    categories: [],
    links: [],
    xhtml: undefined,
    text: title,
  };
}

/** Entries by item id, each with its title. */
export function entries(titles: Readonly<Record<string, string>>): ReadonlyMap<string, Entry> {
  return new Map(
    Object.entries(titles).map(([id, title]) => [id, { ...entry(title), id: `tag:example.org,2024:${id}` }]),
  );
}
