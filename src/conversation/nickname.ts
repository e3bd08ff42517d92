/** A nickname at the beginning or the end of a line, as people write it when they speak to somebody. */

import { isSentence } from "./small-talk.ts";

/** What a line is when nothing is said but the nickname. */
const NOTHING = /^[\s?!.…:,;：，]*$/u;
/** What tells that the words behind it are for whom the nickname names. */
const MARK = /^\s*[:,;：，]/u;
/** What may stand before any other words: `nick latest`, `nick - latest`, `nick> latest`, `nick! latest`. */
const GAP = /^(?:\s*[!?.…>]+|\s+[-–—]+)?\s+/u;
/** Words that greet, in the bot's languages. */
const GREETING =
  /^(?:hey|hi|hello|ok|okay|hallo|hej|moin|servus|hola|oye|salut|bonjour|coucou|ciao|ehi|olá|ola|oi)[\s,]+/iu;

/** What tells whether a line asks for something. */
export interface Known {
  /** Whether it begins with the name of a command. */
  readonly isCommand: (line: string) => boolean;
  /** Whether a line that begins with none is for one. */
  readonly claims: (line: string) => boolean;
}

/**
 * What follows the nickname, if that is addressed: `help` if nothing does. `nick: …` and `@nick …` address it with anything,
 * `nick …` with what is known, and `hey nick …` with a command: whoever talks about the bot is not answered. `line` is of Unicode
 * form NFC.
 */
export function afterNick(line: string, nick: string, known: Known): string | undefined {
  const direct = split(line, nick);
  if (direct !== undefined) return said(direct, known);
  const greeting = GREETING.exec(line)?.[0];
  const greeted = greeting === undefined ? undefined : split(line.slice(greeting.length), nick);
  const command = greeted?.rest.replace(MARK, " ").replace(GAP, "").trim();
  return command !== undefined && known.isCommand(command) && !isSentence(command) ? command : undefined;
}

/** What stands before the nickname at the end of a line, if that is known: `latest, nick`, `latest @nick`. */
export function beforeNick(line: string, nick: string, known: Known): string | undefined {
  const [, before = "", name = ""] = /^(.*)(?:[,，]|(?<=\s)@)([^,，@]*)$/su.exec(line) ?? [];
  const isNick = name !== "" && fold(name.replace(/[\s?!.…]+$/u, "").trim()) === fold(nick);
  const asked = before.replace(/[\s,，]+$/u, "");
  return isNick && isAsked(asked, known) ? asked : undefined;
}

interface Split {
  /** Whether an `@` is before the nickname. */
  readonly hasSign: boolean;
  /** What is behind it. */
  readonly rest: string;
}

function said({ hasSign, rest }: Split, known: Known): string | undefined {
  if (NOTHING.test(rest)) return "help";
  if (MARK.test(rest)) return rest.replace(MARK, "").trim();
  const gap = GAP.exec(rest)?.[0];
  if (gap === undefined) return undefined;
  const words = rest.slice(gap.length);
  return (hasSign && gap.trim() === "") || isAsked(words, known) ? words : undefined;
}

/** Whether a line that may be talk asks for something that is known. */
export function isAsked(line: string, { isCommand, claims }: Known): boolean {
  return (isCommand(line) || claims(line)) && !isSentence(line);
}

/** Takes the nickname from the beginning of a line. */
function split(line: string, nick: string): Split | undefined {
  const name = fold(nick);
  const hasSign = line.startsWith("@") && !name.startsWith("@");
  const text = hasSign ? line.slice(1) : line;
  let folded = "";
  let length = 0;
  for (const character of text) {
    if (folded.length >= name.length) break;
    folded += foldCase(character);
    length += character.length;
  }
  return name !== "" && folded === name ? { hasSign, rest: text.slice(length) } : undefined;
}

function fold(name: string): string {
  return Array.from(name.normalize("NFC"), foldCase).join("");
}

/** Each sign by itself, so that it is known where a name ends; `ß` and `SS` are the same. */
function foldCase(character: string): string {
  return character.toUpperCase().toLowerCase();
}
