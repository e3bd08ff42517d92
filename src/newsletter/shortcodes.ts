/** Hugo shortcodes → Markdown, a table of one line each. */

import { codeRanges } from "./shortcodes/code-ranges.ts";
import * as embeds from "./shortcodes/embeds.ts";
import { figure, figureFault, video, videoFault } from "./shortcodes/figure.ts";
import { ComplexityError } from "./markdown.ts";
import { place } from "./shortcodes/place.ts";
import { split, type Grammar, type Part, type Shortcode } from "./shortcodes/syntax.ts";
import { subscribeSentence } from "./shortcodes/subscribe.ts";

export interface ShortcodeOptions {
  /** Language of the issue, BCP 47. */
  readonly language: string;
  /** The `xmpp:` address at which readers follow the newsletter. */
  readonly follow?: string | undefined;
}

interface Row {
  /** What it prints: Markdown blocks. */
  readonly render: (shortcode: Shortcode, options: ShortcodeOptions) => readonly string[];
  /** What is wrong with its parameters. */
  readonly fault?: (shortcode: Shortcode) => string | undefined;
  /** What stands between a pair of it is code. */
  readonly holdsCode?: true;
}

/** What is between a pair stays as it is. */
const around: Row = { render: () => [] };

const SHORTCODES: ReadonlyMap<string, Row> = new Map<string, Row>([
  ["figure", { render: figure, fault: figureFault }],
  ["video", { render: video, fault: videoFault }],
  ["newsletter-subscribe", { render: (_, { language, follow }) => [subscribeSentence(language, follow)] }],
  ["external-link", { render: embeds.externalLink }],
  ["info-block", { render: embeds.infoBlock }],
  ["row", around],
  ["col", around],
  ["table", around],
  ["details", { render: embeds.details }],
  ["highlight", { render: embeds.highlight, holdsCode: true }],
  ["youtube", { render: embeds.embed("https://www.youtube.com/watch?v=") }],
  ["vimeo", { render: embeds.embed("https://vimeo.com/") }],
  ["instagram", { render: embeds.embed("https://www.instagram.com/p/") }],
  ["tweet", { render: embeds.posted("https://twitter.com") }],
  ["x", { render: embeds.posted("https://x.com") }],
  ["gist", { render: embeds.gist }],
  ["qr", { render: embeds.qr }],
  ["ref", { render: embeds.ref }],
  ["relref", { render: embeds.ref }],
]);

/** Most shortcodes in one issue; real ones have less than thirty. */
const MAX_SHORTCODES = 1_000;

export interface Rendered {
  readonly markdown: string;
  /** For each line of `markdown` the line of the source that it comes from, from 1; columns are the same where no shortcode is. */
  readonly lines: readonly number[];
  readonly problems: readonly { readonly line: number; readonly column: number; readonly message: string }[];
}

/**
 * Renders the shortcodes of a body whose lines end with LF. What is unknown is dropped with a problem, the text between
 * an unknown pair stays. In code nothing is a shortcode. Throws a `ComplexityError` when there are too many.
 */
export function renderShortcodes(source: string, options: ShortcodeOptions): Rendered {
  const isCode = codeRanges(source);
  const markdown: string[] = [];
  const lines = [1];
  const problems: { line: number; column: number; message: string }[] = [];
  let line = 1;
  let count = 0;
  for (const part of split(source, grammar(isCode))) {
    const written = lineFeeds(source.slice(part.start, part.end));
    if (part.kind === "text") {
      markdown.push(part.text);
      for (let step = 1; step <= written; step += 1) lines.push(line + step);
    } else {
      count += 1;
      if (count > MAX_SHORTCODES)
        throw new ComplexityError(line, `There are more than ${MAX_SHORTCODES} shortcodes.`);
      const column = part.start - source.lastIndexOf("\n", part.start - 1);
      problems.push(...faults(part).map((message) => ({ line, column, message })));
      const text =
        part.kind === "mark" ? "" : place(source, part.start, part.end, blocksOf(part.shortcode, options));
      markdown.push(text);
      for (let step = lineFeeds(text); step > 0; step -= 1) lines.push(line);
    }
    line += written;
  }
  return { markdown: markdown.join(""), lines, problems };
}

function grammar(isCode: Grammar["isCode"]): Grammar {
  return {
    isCode,
    isKnown: (name) => SHORTCODES.has(name),
    holdsCode: (name) => SHORTCODES.get(name)?.holdsCode === true,
  };
}

function faults(part: Part): readonly string[] {
  if (part.kind === "text") return [];
  if (part.kind === "mark") return ["A shortcode begins here and does not end; write >}} behind it."];
  const { name, closing } = part.shortcode;
  if (closing) return [];
  const row = SHORTCODES.get(name);
  if (row === undefined) return [`The shortcode "${name}" is not known; it is left out.`];
  const open = row.holdsCode === true ? `{{< /${name} >}}` : ">}}";
  const fault = row.fault?.(part.shortcode);
  return [
    ...(part.closed ? [] : [`The shortcode "${name}" does not end; write ${open} behind it.`]),
    ...(fault === undefined ? [] : [fault]),
  ];
}

function blocksOf(shortcode: Shortcode, options: ShortcodeOptions): readonly string[] {
  return shortcode.closing ? [] : (SHORTCODES.get(shortcode.name)?.render(shortcode, options) ?? []);
}

function lineFeeds(text: string): number {
  return text.split("\n").length - 1;
}
