/** Addresses that stand in the text by themselves, as Goldmark finds them: bare ones and those between angle brackets. */

import { isAsciiPunctuation } from "./character-classes.ts";

export interface Address {
  readonly url: string;
  readonly end: number;
}

/** What may stand in an address after its host. */
const PATH = String.raw`-a-zA-Z0-9@:%_+.~#!?&/=();,'">^{}[\]${"`"}`;
const HOST = String.raw`[-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-z]+`;
const WEB = new RegExp(String.raw`(?:https?|ftp)://${HOST}(?::\d+)?(?:[/#?][${PATH}$]*)?`, "y");
const WWW = new RegExp(String.raw`www\.${HOST}(?:[/#?][${PATH}]*)?`, "y");

const LOCAL = /[a-z0-9!#$%&'*+\-./=?^_`{|}~]+/iy;
const LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
const DOMAIN = new RegExp(String.raw`${LABEL}(?:\.${LABEL})*`, "y");

const BRACKETED = /<([a-z][a-z0-9+.-]{1,31}:[^\u0000-\u0020<>]*)>/iy;

/** An address of the web or of a mailbox that begins at an index. `mail` finds mailboxes in the text. */
export function bareAddress(text: string, start: number, mail: MailFinder): Address | undefined {
  const web = match(WEB, text, start) ?? match(WWW, text, start);
  if (web !== undefined) {
    const found = withoutPunctuation(withoutRest(web));
    return { url: found.startsWith("www.") ? `https://${found}` : found, end: start + found.length };
  }
  if (isAsciiPunctuation(text.charCodeAt(start))) return undefined;
  const box = mail(start);
  if (box === undefined || !box.slice(box.indexOf("@"), -1).includes(".")) return undefined;
  if (text[start + box.length] === "-" || text[start + box.length] === "_") return undefined;
  const found = withoutPunctuation(box);
  return { url: `mailto:${found}`, end: start + found.length };
}

/** `<https://example.org>` or `<ana@example.org>`, without the brackets in the address. */
export function bracketedAddress(text: string, start: number, mail: MailFinder): Address | undefined {
  const box = mail(start + 1);
  if (box !== undefined && text[start + 1 + box.length] === ">") {
    return { url: `mailto:${box}`, end: start + box.length + 2 };
  }
  BRACKETED.lastIndex = start;
  const [whole, url] = BRACKETED.exec(text) ?? [];
  return whole === undefined || url === undefined ? undefined : { url, end: start + whole.length };
}

/** Finds the longest mailbox that begins at an index; it is to be asked with rising indexes. */
export type MailFinder = (start: number) => string | undefined;

export function mailFinder(text: string): MailFinder {
  // In a run of characters that a mailbox may begin with, only the end tells whether it is one.
  let runEnd = text.includes("@") ? 0 : text.length;
  return (start) => {
    if (start < runEnd && text[runEnd] !== "@") return undefined;
    const local = match(LOCAL, text, start);
    if (local === undefined) return undefined;
    runEnd = start + local.length;
    if (text[runEnd] !== "@") return undefined;
    const domain = match(DOMAIN, text, runEnd + 1);
    return domain === undefined ? undefined : `${local}@${domain}`;
  };
}

/** Without a full stop, brackets that it does not open, or a character reference at the end. */
function withoutRest(address: string): string {
  const last = address.at(-1);
  if (last === ".") return address.slice(0, -1);
  if (last === ")") {
    const tooMany = address.split(")").length - address.split("(").length;
    return tooMany > 0 ? address.slice(0, -tooMany) : address;
  }
  return last === ";" ? address.replace(/&[a-z0-9]+;$/i, "") : address;
}

/** Without the punctuation of the sentence that it stands in. */
function withoutPunctuation(address: string): string {
  let end = address.length;
  while (end > 1 && "?!.,:*_~".includes(address.charAt(end - 1))) end -= 1;
  return address.slice(0, end);
}

function match(pattern: RegExp, text: string, start: number): string | undefined {
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0];
}
