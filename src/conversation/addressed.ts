/** What of an utterance is said to the bot: a line for `answer`, or nothing. */

import { bare, isSame } from "../xmpp/jid.ts";
import { afterNick, beforeNick, isAsked, type Known } from "./nickname.ts";
import type { Mention, Utterance } from "./utterance.ts";

export interface Addressed {
  readonly line: string;
  /**
   * How the bot was addressed: by its nickname, by `!` before a word, by an explicit mention, by a reply to what it said, or by
   * speaking with nobody else.
   */
  readonly by: "nick" | "bang" | "mention" | "reply" | "direct";
}

/** Who the bot is, and what it knows. */
export interface Addressee extends Known {
  /** Its nickname in the room, or the one that it has anywhere. */
  readonly nick: string;
  /** Its JID, with or without a resource. */
  readonly own: string;
  /** By which the room knows it (XEP-0421). */
  readonly occupantId?: string | undefined;
  /** Whether it said what has this id. */
  readonly isOurs: (id: string) => boolean;
}

/** A line is cut here, beyond the nickname; no command is as long. */
const LONGEST_LINE = 1000;
/** Blanks, and invisible marks that some clients put before a name. */
const INVISIBLE_START = /^[\s\u200b-\u200f\u2060\u2066-\u2069\ufeff]+/u;
/** A `!` before a word. */
const BANG = /^![\p{L}\p{N}]/u;
/** What stands between a name and what is said to it. */
const MARKS = /^[\s:,;：，]+|[\s:,;：，]+$/gu;

/**
 * Finds the line that is meant for the bot: the first that is no quotation; none in a message that begins with a code block
 * (XEP-0393), or that tells what somebody does (`/me`).
 *
 * In a room these are: its nickname (see `afterNick`), which asks for help where nothing follows; an explicit mention where the line
 * begins, or anywhere in the line of a command; `!` before a word, which may be meant for another bot; and a reply to what the bot
 * said. To the bot alone it is whatever is said, without these prefixes.
 */
export function addressed(utterance: Utterance, bot: Addressee): Addressed | undefined {
  const first = firstLine(utterance.text, bot.nick.length + LONGEST_LINE);
  if (first === undefined || /^\/me(?:\s|$)/u.test(first.text)) return undefined;
  const spoken = first.text.normalize("NFC");
  const named = afterNick(spoken, bot.nick, bot);
  if (utterance.where !== "room") return { line: withoutBang(named ?? spoken, bot), by: "direct" };
  const vocative = named ?? beforeNick(spoken, bot.nick, bot);
  if (vocative !== undefined) return { line: withoutBang(vocative, bot), by: "nick" };
  const mentioned = withoutMention(utterance, first, bot);
  if (mentioned !== undefined) return { line: withoutBang(mentioned, bot), by: "mention" };
  if (BANG.test(spoken)) return { line: spoken.slice(1), by: "bang" };
  return isReplyToBot(utterance, bot) ? { line: spoken, by: "reply" } : undefined;
}

/** A line of a text, without blanks around it, and where it begins (UTF-16). */
export interface Line {
  readonly text: string;
  readonly start: number;
}

/** The first line that is neither blank nor quoted, if the text has one and it does not begin a code block; cut where it is longer. */
export function firstLine(text: string, longest = LONGEST_LINE): Line | undefined {
  for (let start = 0; start < text.length;) {
    const end = text.indexOf("\n", start);
    const stop = end < 0 ? text.length : end;
    const whole = text.slice(start, Math.min(stop, start + longest));
    const visible = whole.replace(INVISIBLE_START, "");
    const line = visible.trimEnd();
    if (line.startsWith("```")) return undefined;
    if (line !== "" && !line.startsWith(">"))
      return { text: line, start: start + whole.length - visible.length };
    start = stop + 1;
  }
  return undefined;
}

/** A `!` before a command may be there, also where it is not needed. */
function withoutBang(line: string, { isCommand, claims }: Known): string {
  const command = line.slice(1);
  return line.startsWith("!") && (isCommand(command) || claims(command)) ? command : line;
}

/** The line without the mention of the bot, if it is addressed by that; a mention that stands for no part of the line is for all of it. */
function withoutMention({ mentions, from }: Utterance, line: Line, bot: Addressee): string | undefined {
  for (const { range, ...mentioned } of mentions) {
    if (!isOfBot(mentioned, from, bot)) continue;
    if (range === undefined) return line.text.normalize("NFC");
    const [start, end] = [range.start - line.start, range.end - line.start];
    if (start < 0 || end > line.text.length) continue;
    const before = line.text.slice(0, start).replace(/@$/u, "").trim();
    const said = `${before} ${line.text.slice(end)}`.replace(MARKS, "").normalize("NFC");
    if (/^[\s?!.…]*$/u.test(said)) return "help";
    if (before === "" || isAsked(said, bot)) return said;
  }
  return undefined;
}

function isOfBot({ jid, occupantId }: Omit<Mention, "range">, from: string, bot: Addressee): boolean {
  if (occupantId !== undefined) return occupantId === bot.occupantId;
  return jid !== undefined && isBot(jid, from, bot);
}

function isReplyToBot({ repliesTo, from }: Utterance, bot: Addressee): boolean {
  if (repliesTo === undefined) return false;
  return bot.isOurs(repliesTo.id) || (repliesTo.to !== undefined && isBot(repliesTo.to, from, bot));
}

/** Whether a JID is the bot's: as an occupant of the room that somebody speaks in, or its account. */
function isBot(jid: string, from: string, { nick, own }: Addressee): boolean {
  return isSame(jid, `${bare(from)}/${nick}`) || isSame(bare(jid), bare(own));
}
