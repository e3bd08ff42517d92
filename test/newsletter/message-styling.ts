/** A reader of message styling, as XEP-0393 says and nothing more: which characters a client would show in which style. */

/** A character that is no white space, and all that it is: `*`, `_`, `~`, `` ` ``, `pre` (a block of code), one `>` for each quote. */
export interface Shown {
  readonly character: string;
  readonly styles: readonly string[];
}

/** Reads a message: sections 5 (blocks) and 6 (spans). What is shown is in the order of the text, marks are left out. */
export function readStyling(message: string): readonly Shown[] {
  return readBlocks(message.split("\n"), []);
}

function readBlocks(lines: readonly string[], styles: readonly string[]): Shown[] {
  const shown: Shown[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const rest = lines.slice(at);
    if (line.startsWith("```")) {
      const length = rest.indexOf("```", 1);
      const code = rest.slice(1, length === -1 ? undefined : length);
      shown.push(...code.flatMap((each) => literal(each, [...styles, "pre"])));
      at += length === -1 ? rest.length : length;
    } else if (line.startsWith(">")) {
      const end = rest.findIndex((each) => !each.startsWith(">"));
      const quote = rest.slice(0, end === -1 ? undefined : end);
      shown.push(
        ...readBlocks(
          quote.map((each) => each.slice(1).trimStart()),
          [...styles, ">"],
        ),
      );
      at += quote.length - 1;
    } else shown.push(...readSpans(line, styles));
  }
  return shown;
}

function readSpans(line: string, styles: readonly string[]): Shown[] {
  const shown: Shown[] = [];
  for (let at = 0; at < line.length; at += 1) {
    const end = spanEnd(line, at);
    const sign = line.charAt(at);
    if (end === undefined) {
      shown.push(...literal(sign, styles));
      continue;
    }
    const inner = line.slice(at + 1, end);
    shown.push(...(sign === "`" ? literal : readSpans)(inner, [...styles, sign]));
    at = end;
  }
  return shown;
}

/** Where the span that begins at an offset ends, if one does: at the first sign of its kind that is not behind white space. */
function spanEnd(line: string, at: number): number | undefined {
  if (!/[*_~`]/.test(line.charAt(at)) || (at > 0 && !/\s/.test(line.charAt(at - 1)))) return undefined;
  if (!/\S/.test(line.charAt(at + 1))) return undefined;
  for (let end = at + 2; end < line.length; end += 1) {
    if (line[end] === line[at] && /\S/.test(line.charAt(end - 1))) return end;
  }
  return undefined;
}

function literal(text: string, styles: readonly string[]): Shown[] {
  return text
    .split("")
    .filter((character) => /\S/.test(character))
    .map((character) => ({ character, styles }));
}
