/** Characters and white space: what XML can hold, how words are compared, and how text is shortened. */

/** Everything that XML 1.0 (section 2.2) forbids: most control characters, lone surrogates, U+FFFE and U+FFFF. */
const ILLEGAL = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
/** The same, and all surrogates: a quick look that most texts need no more than. */
const SUSPECT = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/;

/** The text without the characters that no XML document can hold. */
export function legal(text: string): string {
  return SUSPECT.test(text) ? text.replace(ILLEGAL, "") : text;
}

/** The text on one line: every run of white space is one blank, none at the ends. */
export function fold(text: string): string {
  return text.replace(/[^\S ]\s*| \s+/g, " ").trim();
}

/** How many columns a text takes from the margin on; a tab leads to the next that is a multiple of four. */
export function widthOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += character === "\t" ? 4 - (columns % 4) : 1;
  return columns;
}

/** Letters that no decomposition folds to ASCII. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ı: "i",
};

/** The text in lower case and without accents, in the letters of ASCII where it is in the Latin script. */
export function foldLetters(text: string): string {
  // What stands for several letters may be decomposed into capitals, such as `™`.
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}+/gu, "")
    .replace(/[ßæœøđðþłı]/g, (letter) => LETTERS[letter] ?? letter);
}

/** The text, cut at a word and closed with an ellipsis when it is longer than `length` characters. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  const blank = cut.lastIndexOf(" ");
  return `${(blank > length / 2 ? cut.slice(0, blank) : cut).replace(/[\s,;:.\p{Cs}-]+$/u, "")}…`;
}
