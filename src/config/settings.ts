/** Every setting: one line each. */

import * as v from "valibot";
import {
  accountJid,
  baseUrl,
  count,
  cron,
  domain,
  gitBranch,
  gitFolder,
  gitUrl,
  http,
  language,
  line,
  list,
  nodeName,
  nodeNameOrOff,
  onOff,
  path,
  pathOrOff,
  percent,
  roomJid,
  roomWithLanguage,
  service,
  serviceJid,
  timezone,
  urlOrOff,
  word,
} from "./schemas.ts";

export const LOG_LEVELS = ["error", "warn", "info", "debug", "trace"] as const;

/**
 * Key in `Config` → kind of value, and its default as an operator would write it. A setting `fooBar` is `foo_bar` in the
 * file and NEWSSTAND_FOO_BAR in the environment.
 */
export const settings = v.object({
  jid: v.optional(accountJid),
  passwordFile: v.optional(path),
  service: v.optional(service),
  caFile: v.optional(path),
  allowPlain: v.optional(onOff, "false"),
  pubsub: v.optional(serviceJid),
  node: v.optional(nodeName("year"), "newsletter"),
  translationsNode: v.optional(nodeNameOrOff("lang", "year"), "off"),
  itemsNode: v.optional(nodeNameOrOff("lang", "concept", "year"), "off"),
  nodeTitle: v.optional(line(1, 256), "Newsletter"),
  nodeDescription: v.optional(line(0, 1000), ""),
  deliverPayloads: v.optional(onOff, "true"),
  notificationType: v.optional(word("normal", "headline"), "normal"),
  maxRetract: v.optional(percent, "30"),
  maxItems: v.optional(count),
  rooms: v.optional(list(roomWithLanguage), []),
  xepRooms: v.optional(list(roomJid), []),
  operators: v.optional(list(accountJid), []),
  inviteDomains: v.optional(list(domain), []),
  nick: v.optional(line(1, 255), "newsstand"),
  avatar: v.optional(pathOrOff),
  announceRooms: v.optional(list(roomWithLanguage), []),
  announceDays: v.optional(count, "14"),
  editorsRoom: v.optional(roomJid),
  chatSubscriptions: v.optional(onOff, "true"),
  source: v.optional(word("folder", "git"), "folder"),
  gitUrl: v.optional(gitUrl),
  gitBranch: v.optional(gitBranch),
  gitFolder: v.optional(gitFolder, "content"),
  gitCache: v.optional(path),
  gitSchedule: v.optional(cron, "3-53/10 * * * *"),
  content: v.optional(path, "content"),
  site: v.optional(baseUrl, "https://xmpp.org/"),
  language: v.optional(language, "en"),
  languages: v.optional(list(language), []),
  author: v.optional(line(1, 256), "The XMPP Newsletter"),
  rights: v.optional(line(1, 1000), "CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/"),
  xepsUrl: v.optional(urlOrOff, "https://xmpp.org/extensions/xeplist.xml"),
  xepsSchedule: v.optional(cron, "17 4 * * *"),
  checkSchedule: v.optional(cron, "7 * * * *"),
  timezone: v.optional(timezone, "UTC"),
  http: v.optional(http, "127.0.0.1:8080"),
  log: v.optional(word(...LOG_LEVELS), "info"),
  logFormat: v.optional(word("text", "json"), "text"),
  debugXml: v.optional(onOff, "false"),
});

export type Settings = v.InferOutput<typeof settings>;

/** A setting by its three names. */
export interface Names {
  /** In `Config`. */
  readonly key: string;
  /** In the file. */
  readonly name: string;
  /** In the environment. */
  readonly variable: string;
}

export const names: readonly Names[] = Object.keys(settings.entries).map((key) => {
  const name = key.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
  return { key, name, variable: `NEWSSTAND_${name.toUpperCase()}` };
});
