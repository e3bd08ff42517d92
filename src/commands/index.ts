/** The list of commands, and what a line that somebody says to the bot is answered. */

import { answers as words } from "../words/answers.ts";
import type { Language } from "../words/voice.ts";
import { about } from "./about.ts";
import { type Asker, type Command, type Context, isOffered, mayAsk, type Reply } from "./command.ts";
import { comments } from "./comments.ts";
import { follow } from "./follow.ts";
import { createHelp } from "./help.ts";
import { issue } from "./issue.ts";
import { issues } from "./issues.ts";
import { lastcall } from "./lastcall.ts";
import { latest } from "./latest.ts";
import { more } from "./more.ts";
import { news } from "./news.ts";
import { type Page, toPage } from "./pages.ts";
import { quiet } from "./quiet.ts";
import { search } from "./search.ts";
import { subscribe } from "./subscribe.ts";
import { talk } from "./talk.ts";
import { translations } from "./translations.ts";
import { unsubscribe } from "./unsubscribe.ts";
import { usageAfter } from "./usage.ts";
import { type Called, createVocabulary } from "./vocabulary.ts";
import { xep } from "./xep.ts";
import { xeps } from "./xeps.ts";

/** Every command there is, in the order of `help`, each line a group. To add one, put it here. */
const groups: readonly (readonly Command[])[] = [
  [latest, issue, issues, news, search],
  [xep, xeps, lastcall],
  [translations, follow, comments, subscribe, unsubscribe],
  [about, quiet, talk, more, createHelp(() => ({ groups, vocabulary }))],
];

export const commands: readonly Command[] = groups.flat();

const vocabulary = createVocabulary(commands);

/**
 * `answer`: what a command says. `question`: which command was probably meant. `unknown`: that there is none. Each of at most
 * 2,000 characters (UTF-16).
 */
export interface Answer extends Page {
  readonly kind: "answer" | "question" | "unknown";
}

const LONGEST_LINE = 500;

/** Answers a line, such as `xep 0313` or `latest?`, whoever wrote it. Fails only where the context does. */
export async function answer(line: string, context: Context, asker: Asker): Promise<Answer> {
  const said = toWords(line);
  const { language } = asker.voice;
  const called = vocabulary.find(said) ?? claimed(said, context);
  if (called !== undefined) return { kind: "answer", ...toPage(await run(called, context, asker), asker) };
  const names = vocabulary.near(said[0] ?? "", language, (command) => isOffered(command, context, asker));
  if (names.length === 0) return { kind: "unknown", ...toPage(asker.voice.say(words, "unknown"), asker) };
  const question = asker.voice.say(words, "meant", { names: asker.voice.list(names, "or") });
  return { kind: "question", ...toPage(question, asker) };
}

/** Whether a line begins with the name of a command, in any language. */
export function isCommand(line: string): boolean {
  return vocabulary.find(toWords(line)) !== undefined;
}

/** Whether a line that begins with no name of a command is for one all the same, such as `313` or `servers`. */
export function isClaimed(line: string, context: Context): boolean {
  return claimed(toWords(line), context) !== undefined;
}

/** The language of the name of a command that a line begins with, where it tells. */
export function languageOf(line: string): Language | undefined {
  return vocabulary.languageOf(toWords(line));
}

/** Words, without the punctuation that ends a sentence or separates a command from what follows. */
function toWords(line: string): string[] {
  const [first = "", ...rest] = line.slice(0, LONGEST_LINE).trim().split(/\s+/u);
  const said = [withoutPunctuation(first), ...rest];
  const last = said.findLastIndex((word) => withoutPunctuation(word) !== "");
  return said.slice(0, last + 1).map((word, at) => (at === last ? withoutPunctuation(word) : word));
}

function withoutPunctuation(word: string): string {
  return word.replace(/^[¿¡]+|[?!.,;:…？！。]+$/gu, "");
}

/** Some commands know what is theirs without their name. */
function claimed(said: readonly string[], context: Context): Called | undefined {
  const command = commands.find(({ claims }) => claims?.(said, context) === true);
  return command && { command, args: said };
}

async function run({ command, args }: Called, context: Context, asker: Asker): Promise<Reply> {
  const { voice } = asker;
  if (!mayAsk(command, asker)) return voice.say(words, command.who ?? "operators");
  try {
    return await command.run(args, context, asker);
  } catch (error) {
    return usageAfter(error, command, voice);
  }
}
