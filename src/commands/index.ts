/** The list of commands, and what a line that somebody says to the bot is answered. */

import { distance } from "fastest-levenshtein";
import { parseXepNumber } from "../xeps/xep.ts";
import { type Asker, type Command, type Context, UsageError } from "./command.ts";
import { comments } from "./comments.ts";
import { createHelp } from "./help.ts";
import { latest } from "./latest.ts";
import { subscribe } from "./subscribe.ts";
import { answerText } from "./text.ts";
import { unsubscribe } from "./unsubscribe.ts";
import { xep } from "./xep.ts";

const others: readonly Command[] = [latest, comments, xep, subscribe, unsubscribe];

/** Every command there is. To add one, put it in the list above. */
export const commands: readonly Command[] = [...others, createHelp(others)];

/** What a line is addressed by when the bot's name alone is not enough: see `addressed`. */
export const commandNames: readonly string[] = commands.map(({ name }) => name);

/** An answer, or, to a line that names no command, a hint of one line. Both at most 2,000 characters (UTF-16). */
export type Answer =
  { readonly kind: "answer"; readonly text: string } | { readonly kind: "unknown"; readonly hint: string };

const LONGEST_LINE = 500;
const LONGEST_ANSWER = 2000;

/** Answers a line, such as `xep 0313` or `latest?`, whoever wrote it. Fails only where the context does. */
export async function answer(line: string, context: Context, asker: Asker): Promise<Answer> {
  const words = toWords(line);
  const [name = "", ...args] = words;
  const command = commands.find((each) => each.name === name.toLowerCase());
  if (command) return toAnswer(await run(command, args, context, asker));
  if (isXep(words, context)) return toAnswer(await run(xep, words, context, asker));
  return { kind: "unknown", hint: hint(name) };
}

/** Words, without the punctuation that ends a sentence or separates a command from what follows. */
function toWords(line: string): string[] {
  const [first = "", ...rest] = line.slice(0, LONGEST_LINE).trim().split(/\s+/u);
  const words = [withoutPunctuation(first), ...rest];
  const last = words.findLastIndex((word) => withoutPunctuation(word) !== "");
  return words.slice(0, last + 1).map((word, at) => (at === last ? withoutPunctuation(word) : word));
}

function withoutPunctuation(word: string): string {
  return word.replace(/[?!.,;:…？！。]+$/u, "");
}

/** A number, numbers that begin with one written as a XEP's, a whole short name or a whole title needs no command. */
function isXep(words: readonly string[], { xeps }: Context): boolean {
  const [first = ""] = words;
  const text = words.join(" ");
  if (parseXepNumber(text) !== undefined) return true;
  if (/^[xj]ep/iu.test(first) && parseXepNumber(first) !== undefined) return true;
  return text !== "" && xeps.search(text).exact;
}

async function run(
  command: Command,
  args: readonly string[],
  context: Context,
  asker: Asker,
): Promise<string> {
  try {
    return await command.run(args, context, asker);
  } catch (error) {
    if (error instanceof UsageError) return `Usage: ${command.usage}`;
    throw error;
  }
}

function toAnswer(text: string): Answer {
  return { kind: "answer", text: answerText(text, LONGEST_ANSWER) };
}

/** The command that was probably meant: at most a third of its letters differ, or they are only in another order. */
function hint(word: string): string {
  const given = word.toLowerCase().slice(0, 20);
  const near = commandNames
    .map((name) => ({ name, differs: distance(given, name) }))
    .filter(({ name, differs }) => differs <= Math.ceil(name.length / 3) || sorted(name) === sorted(given))
    .toSorted((a, b) => a.differs - b.differs)[0];
  return near ? `Do you mean ${near.name}?` : `I know: ${commandNames.join(", ")}.`;
}

function sorted(word: string): string {
  return word.split("").toSorted().join("");
}
