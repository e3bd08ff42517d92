/** xep 0313: what a XEP is, where it was in the news, what has changed in it, and where something stands in it. */

import { xep as words } from "../words/xep.ts";
import { parseXepNumber, type Xep, xepLabel } from "../xeps/xep.ts";
import { type Asker, type Command, type Context, type Reply, UsageError } from "./command.ts";
import { line, quote } from "./text.ts";
import { changes } from "./xep/changes.ts";
import { choose, describe, missing, several } from "./xep/facts.ts";
import { allMentions } from "./xep/mentions.ts";
import { example, section } from "./xep/places.ts";
import { parseNumbers, parsePart, type PartQuestion } from "./xep/question.ts";

const LONGEST_TITLE = 120;

export const xep: Command = {
  name: "xep",
  words,
  parameters: [
    { name: "xep", isRequired: true },
    { name: "version", prefix: "since" },
  ],
  claims: (said, context) => isXep(said, context) || isXep([parsePart(said)?.subject ?? ""], context),

  async run(args, context, asker) {
    const question = parsePart(args);
    if (question === undefined) return whole(args, context, asker);
    const { matches } = context.xeps.search(question.subject);
    const [first, second] = matches;
    if (first === undefined) return whole(args, context, asker);
    return second ? choose(question.subject, matches, asker.voice) : part(first, question, context, asker);
  },
};

/** A number, numbers that begin with one written as a XEP's, a whole short name or a whole title needs no command. */
function isXep(said: readonly string[], { xeps }: Context): boolean {
  const [first = ""] = said;
  const text = said.join(" ");
  if (parseXepNumber(text) !== undefined) return true;
  if (/^[xj]ep/iu.test(first) && parseXepNumber(first) !== undefined) return true;
  return text !== "" && xeps.search(text).exact;
}

async function part(found: Xep, question: PartQuestion, context: Context, asker: Asker): Promise<Reply> {
  switch (question.part) {
    case "changes":
      return changes(found, question.since, context, asker);
    case "example":
      return example(found, question.number, context, asker);
    case "section":
      return section(found, question.number, context, asker);
    case "news":
      return allMentions(found, context, asker);
  }
}

async function whole(args: readonly string[], context: Context, asker: Asker): Promise<Reply> {
  const { xeps } = context;
  const { voice } = asker;
  const text = args.join(" ");
  const numbers = parseNumbers(text);
  if (numbers.length > 1) return several(numbers, context, voice);
  const [number = parseXepNumber(args[0] ?? "")] = numbers;
  // A number beyond all may be a word of a title, such as a year.
  if (numbers.length === 1 && number !== undefined && number <= (xeps.newest ?? 0) && !xeps.find(number))
    return missing(number, xeps, voice);
  const { matches, nearest } = xeps.search(text);
  const [first, second] = matches;
  if (first && !second) return describe(first, context, asker);
  if (first) return choose(text, matches, voice);
  const found = number === undefined ? undefined : xeps.find(number);
  if (found) return describe(found, context, asker);
  if (number !== undefined) return missing(number, xeps, voice);
  if (!/[\p{L}\p{N}]/u.test(text)) throw new UsageError();
  const unknown = voice.say(words, "unknown", { text: quote(text, voice) });
  if (nearest === undefined) return unknown;
  const title = `${xepLabel(nearest.number)}, ${line(nearest.title, LONGEST_TITLE)}`;
  return `${unknown} ${voice.say(words, "meant", { title })}`;
}
