/** Every command of a conversation → a command of the menu: a form instead of a line, and all of the answer at once. */

import {
  type Command,
  type Context,
  isOffered,
  type Listing,
  type Parameter,
  type Reply,
  whole,
} from "../commands/command.ts";
import { answerText, line } from "../commands/text.ts";
import { usageAfter } from "../commands/usage.ts";
import { firstName } from "../commands/vocabulary.ts";
import { menu as words } from "../words/menu.ts";
import type { Voice } from "../words/voice.ts";
import type { Note } from "../xmpp/ad-hoc.ts";
import type { Fields } from "../xmpp/forms.ts";
import { chosen, fieldOf } from "./fields.ts";
import type { Entry, Page, Visitor } from "./page.ts";

/** `more` is a page of its own here. */
const IN_CHAT_ONLY = new Set(["more"]);
/** What a window shows well; a stanza has to stay small, too (UTF-16). */
const PAGE = { entries: 50, characters: 6_000 };
const LONGEST_NOTE = 200;

export function toEntries(commands: readonly Command[], context: () => Context): readonly Entry[] {
  const own = commands.filter(({ name }) => !IN_CHAT_ONLY.has(name));
  return own.map((command) => ({
    node: command.name,
    name: (voice) => titleOf(command, voice),
    isFor: ({ asker }) => isOffered(command, context(), asker),
    open: (visitor) => open({ command, commands: own, context, visitor }),
  }));
}

interface Opened {
  readonly command: Command;
  readonly commands: readonly Command[];
  readonly context: () => Context;
  readonly visitor: Visitor;
}

/** `latest: the newest issue`. */
function titleOf(command: Command, voice: Voice): string {
  return `${firstName(command, voice.language)}: ${voice.say(command.words, "summary")}`;
}

function open(opened: Opened, note?: Note): Page | Promise<Page> {
  const { command, commands, context, visitor } = opened;
  const { voice } = visitor.asker;
  const { parameters = [] } = command;
  if (parameters.length === 0) return run(opened, []);
  const surroundings = { voice, context: context(), commands };
  return {
    note,
    form: {
      type: "form",
      title: titleOf(command, voice),
      instructions: voice.say(words, "fill"),
      fields: parameters.map((parameter) => fieldOf(parameter, surroundings)),
    },
    complete: (values) => run(opened, argumentsOf(parameters, values)),
  };
}

/** The words of the line that somebody would have written. */
function argumentsOf(parameters: readonly Parameter[], values: Fields): readonly string[] {
  const parts = parameters.flatMap((parameter) => {
    const value = chosen(values, parameter);
    return value === "" ? [] : [parameter.prefix ?? "", value];
  });
  return parts
    .join(" ")
    .split(/\s+/u)
    .filter((word) => word !== "");
}

async function run(opened: Opened, args: readonly string[]): Promise<Page> {
  const { command, context, visitor } = opened;
  const { voice } = visitor.asker;
  try {
    const reply = await command.run(args, context(), visitor.asker);
    const all = typeof reply === "string" ? reply : await whole(reply);
    return toPage(all, titleOf(command, voice), voice);
  } catch (error) {
    return open(opened, { type: "error", text: usageAfter(error, command, voice) });
  }
}

/** The answer as a result, its first line as a note for those who see only that; of a long list a page at a time. */
function toPage(reply: Reply, title: string, voice: Voice): Page {
  const {
    head,
    entries,
    foot = "",
  }: Listing = typeof reply === "string" ? { head: reply, entries: [] } : reply;
  const count = fitting(entries);
  const left = entries.slice(count);
  const parts = [head, ...entries.slice(0, count), foot].filter((part) => part !== "");
  const lines = answerText(parts.join("\n"), 2 * PAGE.characters)
    .split("\n")
    .map(withoutStyle);
  const label = voice.say(words, "answer");
  const next = (): Page => toPage({ head: "", entries: left }, title, voice);
  return {
    form: { type: "result", title, fields: [{ name: "answer", type: "text-multi", label, values: lines }] },
    note: { type: "info", text: line(lines[0] ?? "", LONGEST_NOTE) },
    ...(left.length > 0 && { next, complete: () => ({}) }),
  };
}

/** A line without the marks of `bold`: forms show them as they are. */
function withoutStyle(text: string): string {
  return text.replace(/(^|\s)\*([^*]+)\*/gu, "$1$2");
}

/** How many of the entries a page has; at least one. */
function fitting(entries: readonly string[]): number {
  let length = 0;
  const tooLong = entries.findIndex((entry) => (length += entry.length + 1) > PAGE.characters);
  return Math.min(PAGE.entries, tooLong < 0 ? entries.length : Math.max(1, tooLong));
}
