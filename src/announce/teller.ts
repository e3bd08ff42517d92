/** Tells one room of the new issues in one language: of each once, whatever fails in between. */

import { isDeepStrictEqual } from "node:util";
import type { Issue } from "../newsletter/issue.ts";
import { isLanguage } from "../newsletter/library.ts";
import * as mam from "../xmpp/mam.ts";
import type { Memory } from "../xmpp/private.ts";
import { isStanzaError, type StanzaError } from "../xmpp/stanza-error.ts";
import type { Requester } from "../xmpp/stanza.ts";
import { type Announcement, toMessage } from "./announcement.ts";
import { createErrand } from "./errand.ts";
import { BULK, isRecent, MARGIN } from "./recent.ts";
import {
  isMessageId,
  merged,
  messageId,
  type Note,
  nothingTold,
  type State,
  type Told,
  toElement,
  withState,
} from "./told.ts";

export interface TellerOptions {
  readonly xmpp: Requester;
  readonly memory: Memory;
  /** Its item in the memory. */
  readonly key: string;
  /** The bare JID of the room. */
  readonly room: string;
  readonly language: string;
  /** An issue that appeared earlier than so many days ago is not told. */
  readonly days: number;
  /** Whether what the bot says in the room now is heard there. */
  readonly isOpen: () => boolean;
  readonly announcementOf: (issue: Issue) => Announcement;
  readonly now: () => Date;
  readonly log: { info(sentence: string): void; warn(sentence: string): void };
}

export interface Teller {
  /**
   * Takes what the memory holds, which may be nothing: at a start, the room is told of what appears from then on. Later, another
   * bot of the account may have gone on in between.
   */
  remembered(told: Told | undefined): void;
  /** Takes the issues that are out and on their node, the oldest first. Never rejects; not before `remembered`. */
  look(issues: readonly Issue[]): Promise<void>;
  /** The room, or its archive, has messages with these ids. */
  saw(ids: readonly string[]): void;
  /** The room sent messages with these ids back. */
  refused(ids: readonly string[], error: StanzaError): void;
  /** The bot has entered, and heard what was said last. */
  entered(): void;
  /** It may be that the bot can speak there again. */
  wake(): void;
  stop(): void;
}

/** Messages, of those that were said after one was sent, among which that is looked for. */
const LOOKED_AT = 50;
/** What the clock of another machine may differ, in ms. */
const SKEW = 120_000;
/** Ids that are kept before anybody knows what to compare them with; others can make up any number. */
const MOST_SEEN = 200;

export function createTeller(options: TellerOptions): Teller {
  const { xmpp, memory, room, language, days, isOpen, announcementOf, now, log } = options;
  const seen = new Set<string>();
  const onTheirWay = new Set<string>();
  const said = new Set<string>();
  /** Out, and not new when they were first looked at: a date that is corrected makes no news of them. */
  const old = new Set<string>();
  let told: Told | undefined;
  let issues: readonly Issue[] | undefined;
  /** Whether the bot has heard, in this process, what was said in the room before. */
  let isReady = false;
  /** Whether the memory has lost what was written: some servers do when they crash. */
  let isForgotten = false;

  const once = (level: "info" | "warn", sentence: string): void => {
    if (!said.has(sentence)) log[level](sentence);
    said.add(sentence);
  };

  const remember = async (ids: readonly string[], state: State): Promise<Told> => {
    const next = withState(told ?? nothingTold(), ids, { state, at: now() }, days + MARGIN);
    await memory.write(options.key, toElement(next));
    told = next;
    isForgotten = false;
    return next;
  };

  /** Remembers what has come to be out: as due, or as no news. */
  const notice = async (all: readonly Issue[]): Promise<Told> => {
    const mine = all.filter((issue) => isLanguage(issue.language, language));
    const within = (most: number): readonly string[] =>
      mine.filter((issue) => isRecent(issue, most, now())).map(({ id }) => id);
    const recent = new Set(within(days));
    for (const { id } of mine) if (!recent.has(id) && told?.notes.has(id) !== true) old.add(id);
    if (told === undefined) {
      const first = await remember(within(days + MARGIN), "silent");
      log.info(`${room} is told of the issues that appear from now on`);
      return first;
    }
    const { notes } = told;
    const fresh = [...recent].filter((id) => !notes.has(id) && !old.has(id));
    if (fresh.length === 0) return told;
    if (fresh.length <= BULK) return remember(fresh, "due");
    log.info(`${fresh.length} issues appeared at once, which is a back-fill: ${room} is not told of them`);
    return remember(fresh, "silent");
  };

  const tell = async (id: string, note: Note, message: string): Promise<void> => {
    const issue = issues?.find((each) => each.id === id);
    if (seen.has(message)) {
      await remember([id], "told");
      said.clear();
      log.info(`told ${room} of ${id}`);
    } else if (issue !== undefined && !isRecent(issue, days, now())) {
      await remember([id], "silent");
      log.warn(`${room} was not told of ${id}, which has been out for more than ${days} days by now`);
    } else if (issue !== undefined && !onTheirWay.has(message)) {
      await send(issue, note, message);
    }
  };

  const send = async (issue: Issue, note: Note, message: string): Promise<void> => {
    const wait = (): void =>
      once("info", `${room} is told of ${issue.id} as soon as the bot can speak there`);
    if (!isReady || !isOpen()) return wait();
    // It may have got there before something failed.
    if (note.state === "sent") await recall(note.at);
    if (seen.has(message)) return;
    await remember([issue.id], "sent");
    if (!isOpen()) return wait();
    xmpp.send(toMessage(announcementOf(issue), { to: room, type: "groupchat", id: message }));
    onTheirWay.add(message);
  };

  /** What the archive has is heard before this resolves. */
  const recall = async (from: Date): Promise<void> => {
    try {
      await mam.recall(xmpp, room, { start: new Date(from.getTime() - SKEW), max: LOOKED_AT });
    } catch (error) {
      // Few rooms have an archive; the history that was heard on entering has to do.
      if (!isStanzaError(error) || error.type === "wait") throw error;
    }
  };

  const errand = createErrand(
    async () => {
      if (issues === undefined) return;
      // No news: what there was is written again.
      if (isForgotten) await remember([], "told");
      const { key, notes } = await notice(issues);
      for (const [id, note] of notes) {
        if (note.state === "due" || note.state === "sent") await tell(id, note, messageId(key, id));
      }
    },
    (why) => log.warn(`${room} cannot be told of new issues now, it is tried again: ${why}`),
  );
  const work = (): void => void errand.run();

  const isExpected = (id: string): boolean => {
    const { key, notes } = told ?? nothingTold();
    return [...notes.keys()].some((issue) => messageId(key, issue) === id);
  };

  return {
    remembered(stored) {
      const all = merged(told, stored);
      isForgotten = told !== undefined && !isDeepStrictEqual(all, stored);
      told = all;
    },
    look(all) {
      issues = all;
      return errand.run();
    },
    saw(ids) {
      const ours = ids.filter((id) => isMessageId(id) && (seen.size < MOST_SEEN || isExpected(id)));
      for (const id of ours) seen.add(id);
      if (ours.length > 0) work();
    },
    refused(ids, error) {
      if (!ids.some((id) => onTheirWay.delete(id))) return;
      once("warn", `${error.message}; it is tried again`);
      if (error.type === "wait") errand.later();
    },
    entered() {
      isReady = true;
      onTheirWay.clear();
      work();
    },
    wake: work,
    stop: errand.stop,
  };
}
