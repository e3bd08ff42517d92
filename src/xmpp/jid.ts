/** RFC 7622: JIDs, taken apart and compared; preparation is left to the server. */

/** A JID in its three parts. The domainpart, and the localpart, are lower case. */
export interface Jid {
  readonly local: string | undefined;
  readonly domain: string;
  readonly resource: string | undefined;
}

const LONGEST_PART = 1023;
/** What no localpart may hold (section 3.3.1), and control characters, which no part may. */
const ILLEGAL_IN_LOCAL = /["&'/:<>@\s\u0000-\u001f\u007f]/u;
const ILLEGAL_IN_DOMAIN = /["&'/<>@\s\u0000-\u001f\u007f]/u;
const ILLEGAL_IN_RESOURCE = /[\u0000-\u001f\u007f\ufffe\uffff]/u;

/** Takes a JID apart, or gives `undefined` when it is none. */
export function parseJid(text: string | undefined): Jid | undefined {
  if (text === undefined) return undefined;
  const [address, nickname] = cut(text, text.indexOf("/"));
  const at = address.indexOf("@");
  const local = at < 0 ? undefined : address.slice(0, at).toLowerCase();
  const domain = address
    .slice(at + 1)
    .toLowerCase()
    .replace(/\.$/u, "");
  if (!isPart(domain, ILLEGAL_IN_DOMAIN)) return undefined;
  if (local !== undefined && !isPart(local, ILLEGAL_IN_LOCAL)) return undefined;
  if (nickname !== undefined && !isPart(nickname, ILLEGAL_IN_RESOURCE)) return undefined;
  return { local, domain, resource: nickname };
}

/** The bare JID of a JID, or the text itself when it is none. */
export function bare(text: string): string {
  const jid = parseJid(text);
  return jid === undefined ? text : toBare(jid);
}

export function toBare({ local, domain }: Jid): string {
  return local === undefined ? domain : `${local}@${domain}`;
}

/** The resourcepart of a full JID, such as the nickname of an occupant JID. */
export function resource(text: string | undefined): string | undefined {
  return parseJid(text)?.resource;
}

/** Whether two JIDs are the same address; `undefined` is none. */
export function isSame(one: string | undefined, other: string | undefined): boolean {
  const [a, b] = [parseJid(one), parseJid(other)];
  return (
    a !== undefined &&
    b !== undefined &&
    a.local === b.local &&
    a.domain === b.domain &&
    a.resource === b.resource
  );
}

function cut(text: string, at: number): [before: string, after: string | undefined] {
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function isPart(part: string, illegal: RegExp): boolean {
  return part !== "" && Buffer.byteLength(part) <= LONGEST_PART && part.isWellFormed() && !illegal.test(part);
}
