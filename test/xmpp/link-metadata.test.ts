/** XEP-0511: what a link leads to. */

import { expect, test } from "vitest";
import * as linkMetadata from "../../src/xmpp/link-metadata.ts";
import { element, xmlEqual } from "../support/conversation.ts";

const RDF = `xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:og="https://ogp.me/ns#"`;
const about = "https://example.org/a?b&c";

test("a link is described in the words of OpenGraph", () => {
  const made = linkMetadata.toElement({
    about,
    title: "A < B",
    description: "Words.",
    image: "https://example.org/a.png",
  });
  const expected = element(`
    <rdf:Description ${RDF} rdf:about="https://example.org/a?b&amp;c">
      <og:title>A &lt; B</og:title><og:description>Words.</og:description>
      <og:url>https://example.org/a?b&amp;c</og:url><og:image>https://example.org/a.png</og:image>
      <og:type>article</og:type>
    </rdf:Description>`);
  expect(xmlEqual(made, expected)).toBe(true);
});

test("what is not known is not said", () => {
  const made = linkMetadata.toElement({ about, title: "A", description: undefined, image: undefined });
  expect(made.getChildElements().map(({ name }) => name)).toEqual(["og:title", "og:url", "og:type"]);
});
