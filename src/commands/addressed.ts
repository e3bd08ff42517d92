/** What of a message is said to the bot: a line for `answer`, or nothing. */

export interface Addressed {
  readonly line: string;
  /** How the bot was addressed: by its nickname, by `!` before a command, or by speaking with nobody else. */
  readonly by: "nick" | "bang" | "direct";
}

/** A line is cut here, beyond the nickname; no command is as long. */
const LONGEST_LINE = 1000;
/** Blanks, and invisible marks that some clients put before a name. */
const INVISIBLE_START = /^[\s\u200b-\u200f\u2060\u2066-\u2069\ufeff]+/u;

/**
 * Finds the line that is meant for the bot.
 *
 * In a room these are: its nickname and a colon or comma (`newsstand: latest`), `@newsstand latest`, `newsstand latest`
 * and `!latest` where the word is one of `names`, and the nickname alone, which asks for help. In a direct chat it is
 * whatever is said, without these prefixes. Only one line counts: the first that is no quotation; and none in a message
 * that begins with a code block (XEP-0393).
 */
export function addressed(
  body: string,
  nick: string,
  where: "room" | "direct",
  names: readonly string[],
): Addressed | undefined {
  const line = firstLine(body, nick.length + LONGEST_LINE);
  if (line === undefined) return undefined;
  const named = afterNick(line, nick, names);
  const spoken = named ?? line;
  const command = afterBang(spoken, names);
  if (where === "direct") return { line: command ?? spoken, by: "direct" };
  if (named !== undefined) return { line: command ?? named, by: "nick" };
  return command === undefined ? undefined : { line: command, by: "bang" };
}

/** The first line that is neither blank nor quoted, if the message has one and it does not begin a code block. */
function firstLine(body: string, longest: number): string | undefined {
  for (let start = 0; start < body.length;) {
    const end = body.indexOf("\n", start);
    const stop = end < 0 ? body.length : end;
    const line = body
      .slice(start, Math.min(stop, start + longest))
      .replace(INVISIBLE_START, "")
      .trimEnd();
    if (line.startsWith("```")) return undefined;
    if (line !== "" && !line.startsWith(">")) return line.normalize("NFC");
    start = stop + 1;
  }
  return undefined;
}

/** What follows the nickname, if that is addressed: `help` if nothing does. */
function afterNick(line: string, nick: string, names: readonly string[]): string | undefined {
  const name = nick.normalize("NFC");
  const isMention = line.startsWith("@") && !name.startsWith("@");
  const start = isMention ? 1 : 0;
  const end = start + name.length;
  if (name === "" || line.slice(start, end).toLowerCase() !== name.toLowerCase()) return undefined;
  const [, mark = "", rest = ""] = /^(\s*[:,，：])?(.*)$/su.exec(line.slice(end)) ?? [];
  if (/^[\s?!.…]*$/u.test(rest)) return "help";
  if (mark !== "") return rest.trim();
  const isApart = /^\s/u.test(rest);
  return isApart && (isMention || isNamed(rest.trim(), names)) ? rest.trim() : undefined;
}

/** What follows a `!`, if that is the name of a command. */
function afterBang(line: string, names: readonly string[]): string | undefined {
  const command = line.slice(1);
  return line.startsWith("!") && isNamed(command, names) ? command : undefined;
}

function isNamed(line: string, names: readonly string[]): boolean {
  const word = /^[^\s?!.,;:…]*/u.exec(line)?.[0].toLowerCase();
  return names.some((name) => name === word);
}
