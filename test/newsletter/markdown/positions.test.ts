/** Where the nodes of a tree stand in the text. */

import * as fc from "fast-check";
import type { Nodes, Root } from "mdast";
import { expect, test } from "vitest";
import { parseMarkdown, walk } from "../../../src/newsletter/markdown.ts";

/** The source of a node. */
function sourceOf(text: string, { position }: Nodes): string {
  return text.slice(position?.start.offset, position?.end.offset);
}

function sources(text: string, type: Nodes["type"]): readonly string[] {
  return [...walk(parseMarkdown(text))]
    .filter((node) => node.type === type)
    .map((node) => sourceOf(text, node));
}

test.each<[Nodes["type"], string, readonly string[]]>([
  [
    "link",
    'a [b](c "d") <https://e.example> https://f.example.',
    ['[b](c "d")', "<https://e.example>", "https://f.example"],
  ],
  ["link", "> a\n> [b\n> c](d)", ["[b\n> c](d)"]],
  ["link", "| a \\| [b](c) | d@e.example |\n|---|---|", ["[b](c)", "d@e.example"]],
  ["linkReference", "[a][b] [b][] [b]\n\n[b]: c", ["[a][b]", "[b][]", "[b]"]],
  ["image", "- *a* ![b](c)", ["![b](c)"]],
  ["definition", "[a]: b\n[c]:\n  d\n  'e'\nf", ["[a]: b", "[c]:\n  d\n  'e'"]],
  ["heading", "# a #\n\nb\nc\n---\n- ## d", ["# a #", "b\nc\n---", "## d"]],
  ["code", "- ```x\n  y\n  ```\n\nz\n\n    w", ["```x\n  y\n  ```", "w"]],
  ["inlineCode", "a `b` ``c`d``", ["`b`", "``c`d``"]],
  ["listItem", "- a\n  - b\n\n    c\n- d", ["- a\n  - b\n\n    c", "- b\n\n    c", "- d"]],
  ["listItem", "a\n        - b\n        - c", ["b", "c"]],
  ["strong", "***a** b* __c__", ["**a**", "__c__"]],
  ["emphasis", "***a** b* **c*d***", ["***a** b*", "*d*"]],
  ["text", '"a" &amp; b\\*\nc', ['"a" &amp; b\\*\nc']],
  ["footnoteDefinition", "a[^b]\n\n[^b]: c\n\n    d", ["[^b]: c\n\n    d"]],
  ["blockquote", "> a\n> > b", ["> a\n> > b", "> b"]],
  ["tableCell", "| a | b\\|c |\n|-|-|\n|d|", ["a", "b\\|c", "d"]],
])("the source of each %s of %j is that", (type, text, expected) => {
  expect(sources(text, type)).toEqual(expected);
});

const part = fc.constantFrom(
  ..."a|b c|*|**|_|~~|`|``|[|]|](c)|](<d e>)|![|(|)|[r]|[r][]|<https://e.example>|https://f.example/g|h@i.example|&amp;|\\|\\*|\"|'|...|:tada:|é|😀| |  |\t|<b>|[^n]".split(
    "|",
  ),
  ..."\n/\n\n/\n- /\n  - /\n1. /\n> /\n# /\n---\n/\n```\n/\n    /\n[r]: u 't'\n/\n[^n]: v/\n| a | b |\n|---|---|\n| /\n        - /\n: ".split(
    "/",
  ),
);
const markdown = fc.array(part, { maxLength: 40 }).map((parts) => parts.join(""));

function expectPlaces(tree: Root, text: string): void {
  const lines = text.split("\n");
  for (const node of walk(tree)) {
    const { position } = node;
    if (position === undefined) throw new Error(`A ${node.type} has no position.`);
    const { start, end } = position;
    for (const { line, column, offset } of [start, end]) {
      const before = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
      expect(before + column - 1).toBe(offset);
    }
    const children = "children" in node ? node.children : [];
    const offsets = children.flatMap((child) => [child.position?.start.offset, child.position?.end.offset]);
    const all = [start.offset, ...offsets, end.offset].map((offset) => offset ?? -1);
    expect(all, node.type).toEqual(all.toSorted((a, b) => a - b));
  }
}

test("in any text each node stands within its parent, after the one before it", () => {
  fc.assert(
    fc.property(markdown, (text) => {
      expectPlaces(parseMarkdown(text), text);
    }),
    { numRuns: 1_000 },
  );
});

/** What the source of a node looks like. */
const LOOKS: Partial<Record<Nodes["type"], RegExp>> = {
  link: /^(?:\[[^]*[\])]|<[^]*>|https?:[^]*|[^\s]+@[^\s]+)$/,
  linkReference: /^\[[^]*\]$/,
  image: /^!\[[^]*\)$/,
  imageReference: /^!\[[^]*\]$/,
  definition: /^\[[^]*\]:/,
  heading: /^#|[-=]$/,
  inlineCode: /^(`+)(?!`)[^]*[^`]\1$/,
  footnoteReference: /^\[\^[^]*\]$/,
  footnoteDefinition: /^\[\^[^]*\]:/,
  blockquote: /^>/,
  strong: /^(?:\*\*[^]*\*\*|__[^]*__)$/,
  emphasis: /^(?:\*[^]*\*|_[^]*_)$/,
  delete: /^~[^]*~$/,
};

test("in any text the source of each node is what makes it such a node", () => {
  fc.assert(
    fc.property(markdown, (text) => {
      for (const node of walk(parseMarkdown(text))) {
        expect(sourceOf(text, node)).toMatch(LOOKS[node.type] ?? /(?:)/);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("in any text the source of a link, read alone, is that link", () => {
  fc.assert(
    fc.property(markdown, (text) => {
      for (const node of walk(parseMarkdown(text))) {
        const source = sourceOf(text, node);
        if (node.type !== "link" || !/^[[<]/.test(source) || /\n|\\\|/.test(source)) continue;
        const again = [...walk(parseMarkdown(source))].find(({ type }) => type === "link");
        expect(again).toMatchObject({ type: "link", url: node.url, title: node.title });
      }
    }),
    { numRuns: 1_000 },
  );
});
