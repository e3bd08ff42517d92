/** xep 0313: what a XEP is, and where it was in the news. */

import { parseXepNumber, type Xep, xepLabel, xepPage } from "../xeps/xep.ts";
import { type Command, type Context, type Mention, UsageError } from "./command.ts";
import { bold, line, longDate, quote } from "./text.ts";

const MOST_NUMBERS = 5;
const MOST_MATCHES = 5;
const MOST_MENTIONS = 3;
const MOST_SUCCESSORS = 3;
const LONGEST_TITLE = 120;
const LONGEST_FACT = 60;
const LONGEST_MENTION = 200;
/** What people put between numbers. */
const BETWEEN = /^(?:and|or|xeps?|[&+,;/])$/iu;

export const xep: Command = {
  name: "xep",
  usage: "xep <number, short name or words of the title>",
  summary: "title, status and version of a XEP, and where it was in the news",

  run(args, context) {
    const text = args.join(" ");
    const numbers = parseNumbers(text);
    if (numbers.length > 1) return several(numbers, context);
    const { matches, nearest } = context.xeps.search(text);
    const [first, second] = matches;
    if (first && !second) return describe(first, context);
    if (first) return choose(text, matches);
    const number = numbers[0] ?? parseXepNumber(args[0] ?? "");
    const found = number === undefined ? undefined : context.xeps.find(number);
    if (found) return describe(found, context);
    if (number !== undefined) return missing(number, context);
    if (!/[\p{L}\p{N}]/u.test(text)) throw new UsageError();
    const question = nearest
      ? ` Do you mean ${xepLabel(nearest.number)}, ${line(nearest.title, LONGEST_TITLE)}?`
      : "";
    return `I know no XEP called ${quote(text)}.${question}`;
  },
};

/** The numbers that a question consists of, or none when there is anything else in it. */
function parseNumbers(text: string): number[] {
  const whole = parseXepNumber(text);
  if (whole !== undefined) return [whole];
  const words = text.split(/[\s,;]+/u).filter((word) => word !== "" && !BETWEEN.test(word));
  const numbers = words.map(parseXepNumber).filter((number) => number !== undefined);
  return numbers.length < words.length ? [] : [...new Set(numbers)];
}

async function describe(found: Xep, { issues, xeps }: Context): Promise<string> {
  const { number, shortName, status, type, version } = found;
  const lines = [
    bold(titled(found)) + (shortName === undefined ? "" : ` (${line(shortName, LONGEST_FACT)})`),
    `${line(status, LONGEST_FACT)}, ${line(type, LONGEST_FACT)}, version ${line(version, LONGEST_FACT)} of ${day(found)}`,
    superseded(found, xeps),
    xepPage(number),
    ...news(await issues.mentions(number)),
  ];
  return lines.filter((each) => each !== "").join("\n");
}

function superseded({ supersededBy }: Xep, xeps: Context["xeps"]): string {
  const names = supersededBy.slice(0, MOST_SUCCESSORS).map((number) => {
    const successor = xeps.find(number);
    return successor ? titled(successor) : xepLabel(number);
  });
  return names.length === 0 ? "" : `Superseded by ${names.join(", ")}`;
}

function news(mentions: readonly Mention[]): string[] {
  if (mentions.length === 0) return [];
  const shown = mentions.slice(0, MOST_MENTIONS).map(({ issue, section, text }) => {
    const heading = section === undefined ? "" : ` (${line(section, LONGEST_FACT)})`;
    return `- ${line(issue.title, LONGEST_TITLE)}${heading}: ${line(text, LONGEST_MENTION)}\n  ${issue.page}`;
  });
  const more = mentions.length - shown.length;
  return ["In the news:", ...shown, ...(more > 0 ? [`and ${more} more`] : [])];
}

function several(numbers: readonly number[], context: Context): string {
  const lines = numbers.slice(0, MOST_NUMBERS).map((number) => {
    const found = context.xeps.find(number);
    if (!found) return missing(number, context);
    const { status, version } = found;
    const facts = `${line(status, LONGEST_FACT)}, version ${line(version, LONGEST_FACT)} of ${day(found)}`;
    return `${titled(found)}, ${facts} ${xepPage(number)}`;
  });
  const more = numbers.length - lines.length;
  return [...lines, ...(more > 0 ? [`I answer ${MOST_NUMBERS} at a time; ${more} left out.`] : [])].join(
    "\n",
  );
}

function choose(text: string, matches: readonly Xep[]): string {
  const shown = matches.slice(0, MOST_MATCHES);
  const more = matches.length - shown.length;
  return [
    `${matches.length} XEPs match ${quote(text)}:`,
    ...shown.map((match) => `${titled(match)} (${line(match.status, LONGEST_FACT)})`),
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join("\n");
}

function missing(number: number, { xeps }: Context): string {
  const { newest } = xeps;
  const hint = newest !== undefined && number > newest ? ` The newest I know is ${xepLabel(newest)}.` : "";
  return `There is no ${xepLabel(number)}.${hint}`;
}

function titled({ number, title }: Xep): string {
  return `${xepLabel(number)}: ${line(title, LONGEST_TITLE)}`;
}

function day({ date }: Xep): string {
  return longDate(new Date(`${date}T00:00:00Z`));
}
