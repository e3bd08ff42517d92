/** New issues are told to the configured rooms: of each once for ever, also over restarts and failures in between. */

import type { Issue } from "../newsletter/issue.ts";
import { parseJid, toBare } from "../xmpp/jid.ts";
import * as mam from "../xmpp/mam.ts";
import * as muc from "../xmpp/muc.ts";
import * as originId from "../xmpp/origin-id.ts";
import { StanzaError } from "../xmpp/stanza-error.ts";
import type { Element } from "../xmpp/stanza.ts";
import { createErrand } from "./errand.ts";
import { createTeller, type Teller, type TellerOptions } from "./teller.ts";
import { fromElement } from "./told.ts";

export interface AnnouncerOptions extends Pick<
  TellerOptions,
  "xmpp" | "memory" | "days" | "announcementOf" | "now" | "log"
> {
  /** Bare JIDs, and the language (BCP 47) of the issues that are told there: `undefined` for the main one. */
  readonly rooms: readonly { readonly room: string; readonly language: string | undefined }[];
  /** The main language. */
  readonly language: string;
  /** Whether the bot is in a room and may speak there. */
  readonly isOpen: (room: string) => boolean;
}

export interface Announcer {
  /** Tells what is new of the issues that are out and on their node, the oldest first. Never rejects. */
  look(issues: readonly Issue[]): Promise<void>;
  /** The bot is in a room: it has come in, or is still there after there was doubt. */
  entered(room: string): void;
  /** Takes any stanza, when the rooms have taken it. */
  heard(stanza: Element): void;
  stop(): void;
}

export function createAnnouncer(options: AnnouncerOptions): Announcer {
  const { rooms, memory, isOpen, log } = options;
  const tellers = new Map<string, Teller>();
  const byRoom = new Map<string, readonly Teller[]>();
  for (const { room, language = options.language } of rooms) {
    const key = `${room} ${language}`;
    if (tellers.has(key)) continue;
    const teller = createTeller({ ...options, key, room, language, isOpen: () => isOpen(room) });
    tellers.set(key, teller);
    byRoom.set(room, [...(byRoom.get(room) ?? []), teller]);
  }
  /** Rooms that the bot has entered, and whose history is being heard. */
  const entering = new Set<string>();
  let issues: readonly Issue[] | undefined;
  /** Whether the memory was read since the bot came into a room: a server may have crashed, and forgotten, before that. */
  let isRead = false;

  const load = async (): Promise<void> => {
    const stored = await memory.read();
    for (const [key, teller] of tellers) teller.remembered(fromElement(stored.get(key)));
    isRead = true;
    // A room that is configured again is a new one: nobody there expects what appeared meanwhile.
    for (const key of stored.keys()) if (!tellers.has(key)) await memory.forget(key);
  };

  const errand = createErrand(
    async () => {
      const all = issues;
      if (all === undefined || tellers.size === 0) return;
      if (!isRead) await load();
      await Promise.all([...tellers.values()].map((teller) => teller.look(all)));
    },
    // Without what was told before, everything would be told again.
    (why) => log.warn(`no room is told of new issues, it is tried again: ${why}`),
  );

  const hearMessage = (message: Element, room: string, all: readonly Teller[]): void => {
    const { type } = message.attrs;
    const archived =
      parseJid(message.attrs["from"])?.resource === undefined ? mam.fromArchive(message) : undefined;
    if (archived !== undefined) for (const teller of all) teller.saw(originId.idsOf(archived));
    else if (type === "error") {
      const request = "take the announcement of an issue";
      const error = StanzaError.fromElement(message.getChild("error"), { from: room, request });
      for (const teller of all) teller.refused(originId.idsOf(message), error);
    } else if (muc.isSubject(message) && entering.delete(room)) for (const teller of all) teller.entered();
    else if (type === "groupchat") for (const teller of all) teller.saw(originId.idsOf(message));
  };

  return {
    look(all) {
      issues = all;
      return errand.run();
    },
    entered(room) {
      if (!byRoom.has(room)) return;
      entering.add(room);
      isRead = false;
      void errand.run();
    },
    heard(stanza) {
      const from = parseJid(stanza.attrs["from"]);
      const room = from && toBare(from);
      const all = room === undefined ? undefined : byRoom.get(room);
      if (room === undefined || all === undefined) return;
      if (stanza.name === "message") hearMessage(stanza, room, all);
      else if (muc.isSelfPresence(stanza)) for (const teller of all) teller.wake();
    },
    stop() {
      errand.stop();
      for (const teller of tellers.values()) teller.stop();
    },
  };
}
