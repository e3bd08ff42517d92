/** Where the links and pictures of an issue lead: absolute addresses, or none. */

import { legal } from "./characters.ts";

/** What addresses are relative to. */
export interface Place {
  /** The web page of the issue. */
  readonly page: URL;
  /** The site that the page is on. */
  readonly site: URL;
}

const LINKS: ReadonlySet<string> = new Set([
  "http:",
  "https:",
  "xmpp:",
  "mailto:",
  "tel:",
  "geo:",
  "ftp:",
  "gemini:",
  "irc:",
  "ircs:",
  "sip:",
]);
const PICTURES: ReadonlySet<string> = new Set(["http:", "https:"]);

/** The absolute address of a link; `undefined` when it has none, or one that could do harm (`javascript:`). */
export function linkTo(target: string, place: Place): string | undefined {
  return absolute(target, place, LINKS);
}

/** Whether a link has a harmless scheme or none, or leads nowhere at all. */
export function isHarmlessLink(target: string, { page }: Place): boolean {
  const url = parse(legal(target).trim(), page);
  return url === undefined || LINKS.has(url.protocol);
}

/** The absolute address of a picture; `undefined` when it is not on the web. */
export function pictureAt(target: string, place: Place): string | undefined {
  return absolute(target, place, PICTURES);
}

/** What is an address as it stands, as nearly all are: nothing to resolve, to encode or to guess. */
const PLAIN = /^https?:\/\/(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}(?:\/[\w.~!$&()*+,;=:@/?#-]*)?$/;

function absolute(target: string, place: Place, schemes: ReadonlySet<string>): string | undefined {
  const address = legal(target).trim();
  if (address === "") return undefined;
  if (PLAIN.test(address) && !/\/\.|\bxn--/.test(address)) return address;
  // No backslash is a slash, as URL would have it.
  const url = resolve(guess(address).replaceAll("\\", "%5C"), place);
  if (url === undefined || !schemes.has(url.protocol)) return undefined;
  // A bare host stays as it was written, and as the site has it: `https://example.org`.
  return url.href === `${address}/` ? address : toUri(url.href);
}

function resolve(address: string, { page, site }: Place): URL | undefined {
  // With a base, `https:/host` would be a path of it.
  if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return parse(address);
  return parse(address, address.startsWith("/") ? site : page);
}

function parse(address: string, base?: URL): URL | undefined {
  return URL.parse(address, base?.href) ?? undefined;
}

/** Relative addresses that end in one of these are files, not hosts. */
const FILES: ReadonlySet<string> = new Set(
  "atom avif gif gz htm html ics jpeg jpg json md mov mp3 mp4 ogg pdf php png rss svg txt webm webp xml zip".split(
    " ",
  ),
);

/** What should be `https://` or `http://`, with what stands before and after it. */
const SLIP = /^(["'(<[]{0,3})((?=[a-z]*tp)[htps]{3,7})(?:[:;.]+\/+|\/{2,})(.+)$/is;

/**
 * What the author meant by an address with a slip in or before its scheme (`(https://a.example)`, `htps//a.example`), or
 * without one: a host, a mail address, `@user@host` of the Fediverse.
 */
function guess(address: string): string {
  const [, open = "", scheme, rest] = SLIP.exec(address) ?? [];
  if (scheme !== undefined && rest !== undefined) {
    const meant = /s/i.test(scheme) ? "https" : "http";
    return `${meant}://${open === "" ? rest : rest.replace(/["')>\]]{1,3}$/, "")}`;
  }
  const [, user, home] = /^@([\w.-]{1,64})@((?:[a-z0-9-]{1,63}\.)+[a-z]{2,63})$/i.exec(address) ?? [];
  if (user !== undefined) return `https://${home}/@${user}`;
  if (/^[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}$/i.test(address)) return `mailto:${address}`;
  const [, domain] = /^(?:[\p{L}\p{N}-]{1,63}\.){1,20}(\p{L}{2,63})(?=[/:?#]|$)/u.exec(address) ?? [];
  return domain !== undefined && !FILES.has(domain.toLowerCase()) ? `https://${address}` : address;
}

/** What URL leaves as it is though no URI may hold it (RFC 3986): brackets only around a host. What is encoded already stays so. */
function toUri(href: string): string {
  const host = /^[a-z]+:\/\/[^/?#]*/.exec(href)?.[0] ?? "";
  const rest = href.slice(host.length);
  return (
    host + rest.replace(/["<>[\]^`{|}\s]|%(?![\da-f]{2})/gi, (character) => encodeURIComponent(character))
  );
}
