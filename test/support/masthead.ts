/** Where the entries of unit tests go. */

import type { Masthead } from "../../src/publish/entry.ts";

export const masthead: Masthead = {
  at: { service: "pubsub.example.org", node: "news" },
  publisher: "bot@example.org",
  site: new URL("https://news.example.org/"),
  language: "en",
  author: "The Editors",
  rights: "CC BY-SA 4.0",
};
