/** Words, addresses and links, written as Markdown has them. */

/** What Markdown, or the site's typography, would read as something else than the character itself. */
const MARKUP = /[\\`*_[\]<&~|'"]|(?<=[->.])[->.]|[->.](?=[->.])|:(?=\/\/|[\w+-]{1,60}:)/g;

/** Words that are shown as they are, on one line. */
export function writeWords(words: string): string {
  return words.replace(MARKUP, "\\$&");
}

/** An address as it stands in the parentheses of a link: without blanks, in `<>` where parentheses would end it. */
export function writeAddress(address: string): string {
  const url = address.trim().replace(/[\s<>\\]/g, (character) => encodeURIComponent(character));
  return url === "" || /[()]/.test(url) ? `<${url}>` : url;
}

/** A link, from words that are Markdown already. */
export function writeLink(words: string, address: string): string {
  return `[${words}](${writeAddress(address)})`;
}
