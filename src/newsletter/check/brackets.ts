/** Rules for what was meant to be a link or a note and is shown with its brackets. */

import { fold, shorten } from "../characters.ts";
import { find, MASK, type Prose, type Rule } from "./subject.ts";

/** Longest words of a link, and longest address, that are looked at, in characters. */
const MAX_LABEL = 300;
const MAX_ADDRESS = 2_000;

/** `[words](address` that is no link. */
const unreadLink: Rule = (subject) =>
  find(subject, /\]\(/g, ({ index }, { text }) => {
    const before = text.slice(Math.max(0, index - MAX_LABEL), index);
    const opening = before.lastIndexOf("[");
    if (opening === -1) {
      return before.includes(MASK)
        ? undefined
        : "A link lacks the [ before its words; write [words](address).";
    }
    const label = quoted(before.slice(opening + 1));
    const rest = text.slice(index + 2, index + 2 + MAX_ADDRESS);
    if (rest.startsWith("(")) return `The address of the link ${label} stands in two parentheses; write one.`;
    const close = rest.indexOf(")");
    if (close === -1) return `The address of the link ${label} does not end; write ) behind it.`;
    return /\s/.test(rest.slice(0, close).trim())
      ? `A blank, a line break or words stand in the address of the link ${label}; between ( and ) there is only the address, with %20 for a blank.`
      : `The link ${label} is shown as text; look at its brackets, which may hold no other link.`;
  });

const spacedLink: Rule = (subject) =>
  find(subject, /\][ \t\n]{1,9}\((?=https?:|www\.|xmpp:|mailto:|[/#][\w-])/g, ({ index }, prose) => {
    const label = labelBefore(prose, index);
    return label === undefined
      ? undefined
      : `A blank stands between ] and ( of the link ${label}; leave it out.`;
  });

const reversedLink: Rule = (subject) =>
  find(
    subject,
    /\)\[(?=https?:|www\.|xmpp:|mailto:|\/\w)/g,
    () => "The brackets of a link are exchanged; write [words](address).",
  );

/** `[words]https://…`, `[words][https://…]` and `[words]: https://…` within a paragraph. */
const looseAddress: Rule = (subject) =>
  find(subject, /\](?:\[|: ?)?(?=https?:\/\/)/g, ({ index }, prose) => {
    const label = labelBefore(prose, index);
    return label === undefined
      ? undefined
      : `The address of the link ${label} stands in no parentheses; write [words](address).`;
  });

/** `[words](address))` where nothing has opened the last one. */
const surplusParenthesis: Rule = (subject) =>
  find(subject, new RegExp(`(?<=${MASK})\\)`, "g"), ({ index }, { text }) =>
    openParentheses(text.slice(Math.max(0, index - MAX_ADDRESS), index)) > 0
      ? undefined
      : "A ) too many stands behind a link.",
  );

const unknownNote: Rule = (subject) =>
  find(
    subject,
    /\[\^([^\]\s^]{1,60})\](?!:)/g,
    ([note, name]) => `There is no footnote for ${note}; write it on a line of its own: [^${name}]: words.`,
  );

export const brackets: readonly Rule[] = [
  unreadLink,
  spacedLink,
  reversedLink,
  looseAddress,
  surplusParenthesis,
  unknownNote,
];

/** The words of a bracket that closes at `index`. */
function labelBefore({ text }: Prose, index: number): string | undefined {
  const before = text.slice(Math.max(0, index - MAX_LABEL), index);
  const opening = before.lastIndexOf("[");
  return opening === -1 || opening < before.lastIndexOf("]") ? undefined : quoted(before.slice(opening + 1));
}

function quoted(words: string): string {
  return `"${shorten(fold(words.replaceAll(MASK, " ")), 60)}"`;
}

/** How many are open at the end; one that closes none, as in `a)` or `:)`, does not count. */
function openParentheses(text: string): number {
  let open = 0;
  for (const [sign] of text.matchAll(/[()]/g)) open = sign === "(" ? open + 1 : Math.max(0, open - 1);
  return open;
}
