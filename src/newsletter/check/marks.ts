/** Rules for marks of Markdown that are shown, since the parser could not read them. */

import { find, MASK, startOf, type Rule, type Slip } from "./subject.ts";

/** The first in each paragraph: what follows it is shifted. */
function first(slips: readonly Slip[], starts: readonly number[]): readonly Slip[] {
  const found = new Map<number, Slip>();
  let block = 0;
  for (const slip of slips) {
    while ((starts[block + 1] ?? Infinity) <= slip.offset) block += 1;
    if (!found.has(block)) found.set(block, slip);
  }
  return [...found.values()];
}

const OPEN_EMPHASIS = new RegExp(
  [
    String.raw`(?<![*\w])\*\*(?!\*)`,
    String.raw`(?<!\*)\*\*(?![*\w])`,
    String.raw`(?<=^|[\s(])[*_](?=[\p{L}${MASK}])`,
    String.raw`(?<!\w)__(?=[^\s_])`,
    String.raw`~~`,
  ].join("|"),
  "gu",
);

/** `**bold` that shows its stars. */
const openEmphasis: Rule = (subject) =>
  first(
    find(
      subject,
      OPEN_EMPHASIS,
      ([mark]) =>
        `The mark ${mark} is shown as it is; it has no counterpart, or a blank stands on the wrong side of one.`,
    ),
    subject.proses.map(({ start }) => start),
  );

/** `Leser*innen und Freund*innen`: two stars within words make what stands between them emphasis, and vanish. */
const starInWord: Rule = ({ issue, nodes }) =>
  nodes.flatMap(({ node }) => {
    const offset = startOf(node);
    return node.type === "emphasis" && /^\p{L}\*\p{L}/u.test(issue.markdown.slice(offset - 1, offset + 3))
      ? [{ offset, message: "The star within a word begins emphasis; write \\* to show it." }]
      : [];
  });

const openCode: Rule = (subject) =>
  first(
    find(
      subject,
      /`+/g,
      ([mark]) => `The mark ${mark} is shown as it is; code ends with as many as it begins with.`,
    ),
    subject.proses.map(({ start }) => start),
  );

/** `-text` is no item, `• text` neither. Two letters of a broken line (`-based`) are none of these. */
const itemWithoutBlank: Rule = (subject) =>
  find(
    subject,
    /(?<=^|[.:!?;)\]\uFFFC][ \t]{0,3}\n)[ \t>]{0,40}(?:([-+])(?=[\p{L}[\uFFFC])|(\d{1,2}\.)(?=[\p{Lu}[\uFFFC])|([•·‣◦▪●])(?=\s)|[-*+](\u00A0))/gu,
    ([, sign, number, bullet], { kind }) => {
      if (kind !== "paragraph") return undefined;
      if (bullet !== undefined) return `${bullet} begins no list; write - and a blank.`;
      return `This is no list item: write an ordinary blank behind ${sign ?? number ?? "the mark"}.`;
    },
  );

/** `##Title`; a single # may begin a hashtag. */
const headingWithoutBlank: Rule = (subject) =>
  find(subject, /(?<=^|\n)[ \t]{0,3}(?:#{2,6}(?=[^#\s])|#{1,6}(?=\u00A0))/g, ([mark], { kind }) =>
    kind === "paragraph" ? `This is no heading: write an ordinary blank behind ${mark.trim()}.` : undefined,
  );

const mergeMark: Rule = (subject) =>
  find(
    subject,
    /(?<=^|\n)(?:<{7}|={7}|>{7})(?=\s)/g,
    () => "This is the mark of a merge that was not finished; decide for one of the texts.",
  );

const shortcodeAsText: Rule = (subject) =>
  find(
    subject,
    /\{\{ +[<%]|[>%] +\}\}/g,
    ([mark]) => `This is no shortcode, since a blank stands in ${mark}; leave it out.`,
  );

export const marks: readonly Rule[] = [
  openEmphasis,
  starInWord,
  openCode,
  itemWithoutBlank,
  headingWithoutBlank,
  mergeMark,
  shortcodeAsText,
];
