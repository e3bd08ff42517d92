import * as fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmAutolinkLiteralFromMarkdown } from "mdast-util-gfm-autolink-literal";
import { gfmFootnoteFromMarkdown } from "mdast-util-gfm-footnote";
import { gfmStrikethroughFromMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmAutolinkLiteral } from "micromark-extension-gfm-autolink-literal";
import { gfmFootnote } from "micromark-extension-gfm-footnote";
import { gfmStrikethrough } from "micromark-extension-gfm-strikethrough";
import { gfmTable } from "micromark-extension-gfm-table";
import { expect, test } from "vitest";
import { parseMarkdown } from "../../src/newsletter/markdown.ts";

/** The tree with nothing spared. */
const everything = {
  extensions: [gfmAutolinkLiteral(), gfmFootnote(), gfmStrikethrough(), gfmTable()],
  mdastExtensions: [
    gfmAutolinkLiteralFromMarkdown(),
    gfmFootnoteFromMarkdown(),
    gfmStrikethroughFromMarkdown(),
    gfmTableFromMarkdown(),
  ],
};

test.each([
  "| a |\n|---|\n| b |",
  "a\n:-",
  "a\n-:",
  "a ~b~ c",
  "[^a]\n\n[^a]: b",
  "> - a \\https://b.example *www.c.example*",
  "a\n\nxmpp:b@c.example/d mailto:b@c.example",
  "# *a:b@c.example*\n\n[d@e.example](f)",
  "_a@b.example HTTP://C.example",
])("%j: what is spared the parser changes nothing", (text) => {
  expect(parseMarkdown(text)).toEqual(fromMarkdown(text, everything));
});

test("what is spared the parser changes nothing of any text", () => {
  const part = fc.constantFrom(
    ..."a b|\n|\n\n|:-|-:|---|~|~~|*|_|[^a]|[^a]: |[|](|)|> |- |# |\\|`|<|>|@b.example|a@b.example|xmpp:|mailto:|www.b.example|WWW.|http://|https://b.example|/c|&colon;|&#64;".split(
      "|",
    ),
    "|",
  );
  const kinds = fc.oneof(
    fc.array(part, { maxLength: 25 }),
    fc.array(fc.oneof(part, fc.string({ unit: "binary" })), { maxLength: 9 }),
  );
  fc.assert(
    fc.property(kinds, (parts) => {
      const text = parts.join("");
      expect(parseMarkdown(text)).toEqual(fromMarkdown(text, everything));
      const without = text.replaceAll("|", "");
      expect(parseMarkdown(without)).toEqual(fromMarkdown(without, everything));
    }),
    { numRuns: 1_500 },
  );
});
