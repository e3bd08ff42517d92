/** The kinds of values a setting can have: text as it stands in a file or a variable → a value. */

import * as v from "valibot";
import { cronProblem, isTimezone } from "../cron.ts";
import { parseJid, toBare } from "../xmpp/jid.ts";
import type { Service } from "../xmpp/srv.ts";

/** Where the health endpoint listens; port 0 is any free one. */
export interface HttpAddress {
  readonly host: string;
  readonly port: number;
}

/** What a parser returns instead of a value; `undefined` is a value: `off`. */
const NONE = Symbol("no value");
type Parse<T> = (text: string) => T | typeof NONE;

/** What ends or confuses a line: control characters, line separators, and what XML 1.0 forbids. */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]/u;
const HOST = String.raw`(\[[0-9a-f:.]{2,45}\]|[^\s/:@?#[\]]{1,255})`;
const ADDRESS = new RegExp(String.raw`^${HOST}:(\d{1,5})$`, "iu");
const SERVICE = new RegExp(String.raw`^(xmpps?)://${HOST}(?::(\d{1,5}))?/?$`, "iu");

/** A schema whose message says what is allowed, so that it completes "… is X, but must be". */
function parsed<T>(allowed: string, parse: Parse<T>) {
  return v.pipe(
    v.string(allowed),
    v.rawTransform<string, T>(({ dataset, addIssue, NEVER }) => {
      const value = parse(dataset.value);
      if (value !== NONE) return value;
      addIssue({ message: allowed });
      return NEVER;
    }),
  );
}

/** One line of text, its length in characters. */
export function line(min: number, max: number) {
  const length = min === 0 ? `at most ${max}` : `${min} to ${max}`;
  return parsed(`one line of ${length} characters, without control characters`, (text) => {
    const characters = Array.from(text.trim()).length;
    if (characters < min || characters > max || UNPRINTABLE.test(text) || !text.isWellFormed()) return NONE;
    return text.trim();
  });
}

export const path = parsed("the path of a file or folder", (text) =>
  text === "" || UNPRINTABLE.test(text) ? NONE : text,
);

/** A path, or `off`; without either, what the bot brings along. */
export const pathOrOff = parsed("the path of a file, or off", (text) =>
  text === "" || UNPRINTABLE.test(text) ? NONE : text,
);

/** The name of a node, in which these words may stand in braces for what differs from item to item. */
export function nodeName(...places: readonly string[]) {
  return parsed(`the name of a node, 2 to 256 characters${placesIn(places)}`, (text) =>
    toNodeName(text, places),
  );
}

/** The same, or `off`: then there is none. */
export function nodeNameOrOff(...places: readonly string[]) {
  return parsed(`off, or the name of a node, 2 to 256 characters${placesIn(places)}`, (text) =>
    text === "off" ? undefined : toNodeName(text, places),
  );
}

function placesIn(places: readonly string[]): string {
  return `, in which ${places.map((place) => `{${place}}`).join(", ")} may stand`;
}

function toNodeName(text: string, places: readonly string[]): string | typeof NONE {
  const name = text.trim();
  const characters = Array.from(name).length;
  const rest = name.replaceAll(/\{([a-z]*)\}/gu, (all, place: string) => (places.includes(place) ? "" : all));
  const isRight = characters >= 2 && characters <= 256 && !/[{}]/u.test(rest);
  return isRight && !UNPRINTABLE.test(name) && name.isWellFormed() ? name : NONE;
}

export const onOff = parsed("true or false", (text) =>
  text === "true" ? true : text === "false" ? false : NONE,
);

export const count = parsed("a whole number from 1", (text) =>
  /^[1-9]\d{0,8}$/u.test(text) ? Number(text) : NONE,
);

export const percent = parsed("a whole number from 0 to 100, without a % sign", (text) =>
  /^\d{1,3}$/u.test(text) && Number(text) <= 100 ? Number(text) : NONE,
);

/** One of a few words. */
export function word<const T extends string>(...words: readonly T[]) {
  return parsed(
    `one of ${words.join(", ")}`,
    (text) => words.find((candidate) => candidate === text) ?? NONE,
  );
}

/** A localpart and a domainpart; lower case, as servers prepare them (RFC 7622). */
export const accountJid = parsed(
  "the bare JID of an account, such as bot@example.org, without a resource",
  (text) => bareJid(text, true),
);

export const roomJid = parsed(
  "the bare JID of a room, such as room@rooms.example.org, without a nickname",
  (text) => bareJid(text, true),
);

/** A room, and the language of what is told there; `undefined` is the main one. */
export interface RoomWithLanguage {
  readonly room: string;
  readonly language: string | undefined;
}

export const roomWithLanguage = parsed(
  "the bare JID of a room, and a language tag where it is not the main language: news@rooms.example.org de",
  (text): RoomWithLanguage | typeof NONE => {
    const [jid = "", tag, ...more] = text.trim().split(/\s+/u);
    const room = bareJid(jid, true);
    const spoken = tag === undefined ? undefined : toLanguage(tag);
    return room === NONE || spoken === NONE || more.length > 0 ? NONE : { room, language: spoken };
  },
);

/** What git takes: no options, and no transport that runs a program. */
export const gitUrl = parsed(
  "the address of a git repository: https://, ssh://, file:// or user@host:path",
  (text) => {
    if (UNPRINTABLE.test(text) || /\s/u.test(text)) return NONE;
    const isUrl = /^(?:https|ssh|file):\/\/[^-]/u.test(text) && URL.canParse(text);
    return isUrl || /^[\w.]+@[\w.][\w.-]*:[^:-]/u.test(text) ? text : NONE;
  },
);

export const gitBranch = parsed("the name of a branch or tag", (text) =>
  /^[\w][\w./+-]{0,249}$/u.test(text) && !/\.\.|\/\/|\/$|\.lock$/u.test(text) ? text : NONE,
);

export const gitFolder = parsed("a folder of the repository, or . for all of it", (text) => {
  const folder = text.replace(/^(?:\.\/)+/u, "").replace(/\/+$/u, "") || ".";
  const parts = folder.split("/");
  const isInside = !folder.startsWith("/") && !parts.includes("..") && !UNPRINTABLE.test(folder);
  return isInside && !folder.startsWith("-") ? folder : NONE;
});

export const serviceJid = parsed(
  "the JID of a PubSub service, such as pubsub.example.org, or the account's own bare JID",
  (text) => bareJid(text, false),
);

/** A domain, whose people the bot trusts in something. */
export const domain = parsed("a domain such as example.org", (text) => {
  const jid = parseJid(text);
  return jid === undefined || jid.local !== undefined || jid.resource !== undefined ? NONE : jid.domain;
});

function bareJid(text: string, needsLocal: boolean): string | typeof NONE {
  const jid = parseJid(text);
  if (jid === undefined || jid.resource !== undefined || (needsLocal && jid.local === undefined)) return NONE;
  return toBare(jid);
}

/** `xmpp://host[:port]` upgrades with STARTTLS, `xmpps://host[:port]` begins with TLS (XEP-0368). */
export const service = parsed(
  "xmpp://host:port (STARTTLS) or xmpps://host:port (TLS from the start), without an account",
  (text): Service | typeof NONE => {
    const [, scheme = "", host = "", port] = SERVICE.exec(text) ?? [];
    const tls = scheme.toLowerCase() === "xmpps" ? "direct" : "starttls";
    const address = toAddress(host, Number(port ?? (tls === "direct" ? 5223 : 5222)));
    return address === undefined || address.port === 0 ? NONE : { ...address, tls };
  },
);

export const http = parsed("host:port such as 127.0.0.1:8080 or [::1]:8080, or off", (text) => {
  const [, host = "", port] = ADDRESS.exec(text) ?? [];
  return text === "off" ? undefined : (toAddress(host, Number(port)) ?? NONE);
});

/** IPv6 addresses lose the brackets of their written form. */
function toAddress(host: string, port: number): HttpAddress | undefined {
  return host === "" || port > 65_535 ? undefined : { host: host.replace(/^\[|\]$/gu, ""), port };
}

/** A base URL: links are resolved against it, so it ends with a slash. */
export const baseUrl = parsed("an http or https URL without query, fragment and account", (text) => {
  const url = webUrl(text);
  if (url === undefined || url.search !== "" || url.hash !== "") return NONE;
  return url.pathname.endsWith("/") ? url : new URL(`${url.href}/`);
});

export const urlOrOff = parsed("an http or https URL without an account, or off", (text) =>
  text === "off" ? undefined : (webUrl(text) ?? NONE),
);

function webUrl(text: string): URL | undefined {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/u.test(url.protocol)) return undefined;
  return url.username === "" && url.password === "" ? url : undefined;
}

/** A language tag (BCP 47) in its canonical form. */
export const language = parsed("a language tag such as en or pt-BR", toLanguage);

function toLanguage(text: string): string | typeof NONE {
  try {
    return (text.length <= 35 ? Intl.getCanonicalLocales(text)[0] : undefined) ?? NONE;
  } catch {
    return NONE;
  }
}

export const cron = parsed("a cron expression such as 17 4 * * * (minute hour day month weekday)", (text) =>
  cronProblem(text) === undefined ? text : NONE,
);

export const timezone = parsed("an IANA time zone such as UTC or Europe/Berlin", (text) =>
  isTimezone(text) ? text : NONE,
);

/** A list, or text with commas; blanks around the entries and repeated entries are dropped. */
export function list<T>(entry: v.GenericSchema<string, T>) {
  return v.pipe(
    v.union([v.pipe(v.string(), v.transform(entries)), v.array(v.string())]),
    v.array(entry),
    v.transform((values) => [...new Map(values.map((value) => [JSON.stringify(value), value])).values()]),
    v.readonly(),
  );
}

/** The entries of text with commas. */
export function entries(text: string): string[] {
  return text
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}
