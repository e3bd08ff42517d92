/** Characters of a text, and their kinds as CommonMark and Goldmark tell them apart. */

/** As Go has it: U+FEFF is none, unlike in JavaScript. */
const SPACE = /[^\S\uFEFF]|\u0085/;
const PUNCTUATION = /\p{P}/u;
const LETTER = /\p{L}/u;
const DIGIT = /\p{Nd}/u;

/** White space of any script; the ends of a text count as such. */
export function isSpace(character: string): boolean {
  return character === "" || SPACE.test(character);
}

/** Punctuation of any script, and the signs of ASCII. */
export function isPunctuation(character: string): boolean {
  const code = character.charCodeAt(0);
  return code < 128 ? isAsciiPunctuation(code) : PUNCTUATION.test(character);
}

/** What a backslash may stand before. */
export function isAsciiPunctuation(code: number): boolean {
  return (
    (code >= 33 && code <= 47) ||
    (code >= 58 && code <= 64) ||
    (code >= 91 && code <= 96) ||
    (code >= 123 && code <= 126)
  );
}

/** Punctuation in the narrow sense: no currency, mathematical or other signs. */
export function isStrictPunctuation(character: string): boolean {
  return PUNCTUATION.test(character);
}

export function isLetter(character: string): boolean {
  return LETTER.test(character);
}

export function isDigit(character: string): boolean {
  return DIGIT.test(character);
}

/** The character that begins at an index; empty at the end. */
export function characterAt(text: string, index: number): string {
  const code = text.codePointAt(index);
  return code === undefined ? "" : String.fromCodePoint(code);
}

/** The character that ends at an index; empty at the start. */
export function characterBefore(text: string, index: number): string {
  const last = text.charCodeAt(index - 1);
  const isLow = last >= 0xdc00 && last <= 0xdfff;
  return index < 1 ? "" : characterAt(text, isLow && index > 1 ? index - 2 : index - 1);
}

/** How often the character at an index is there in a row. */
export function lengthAt(text: string, start: number): number {
  let end = start;
  while (text[end] === text[start] && end < text.length) end += 1;
  return end - start;
}

/** Whether what stands at two sides of a mark makes it open or close something (CommonMark 0.30, section 6.2). */
export function flanking(before: string, after: string): { readonly left: boolean; readonly right: boolean } {
  const spaceAfter = isSpace(after);
  const spaceBefore = isSpace(before);
  const signAfter = isPunctuation(after);
  const signBefore = isPunctuation(before);
  return {
    left: !spaceAfter && (!signAfter || spaceBefore || signBefore),
    right: !spaceBefore && (!signBefore || spaceAfter || signAfter),
  };
}
