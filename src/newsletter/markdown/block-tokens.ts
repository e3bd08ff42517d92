/** Markdown → tokens of blocks, by markdown-it with the site's extensions. What is inline stays text. */

import MarkdownIt, { type StateBlock, type Token } from "markdown-it";
import { ComplexityError } from "./complexity.ts";

/** Deepest nesting of tokens; a list in a list is two levels deeper. */
const MAX_LEVEL = 100;

const markdown = new MarkdownIt({ html: true, maxNesting: Number.MAX_SAFE_INTEGER });
// Definitions of links are taken from the paragraphs that they begin, which are known by their lines.
markdown.block.ruler.disable("reference");
markdown.block.ruler.before("table", "depth", checkDepth);
markdown.block.ruler.before("html_block", "footnote", footnote, { alt: ["paragraph", "blockquote"] });

/** The tokens of a text whose lines end with LF. Throws a `ComplexityError` when blocks are nested too deeply. */
export function blockTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  markdown.block.parse(text, markdown, {}, tokens);
  return tokens;
}

function checkDepth(state: StateBlock, line: number): boolean {
  if (state.level > MAX_LEVEL) throw new ComplexityError(line + 1, "Lists and quotes are nested too deeply.");
  return false;
}

/** `[^label]: blocks`, of which all lines but the first are indented by four blanks. */
function footnote(state: StateBlock, line: number, endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  const [mark, label] = footnoteMark(state.src.slice(start, state.eMarks[line])) ?? [];
  if (mark === undefined || label === undefined || (state.sCount[line] ?? 0) - state.blkIndent >= 4)
    return false;
  if (silent) return true;
  const open = state.push("footnote_open", "", 1);
  open.meta = { label };
  const { blkIndent, tight, parentType } = state;
  const saved = [state.bMarks[line] ?? 0, state.tShift[line] ?? 0, state.sCount[line] ?? 0] as const;
  const content = state.skipSpaces(start + mark.length);
  state.bMarks[line] = start + mark.length;
  state.tShift[line] = content - start - mark.length;
  state.blkIndent += 4;
  state.sCount[line] = Math.max(state.blkIndent, state.sCount[line] ?? 0);
  state.parentType = "footnote";
  state.md.block.tokenize(state, line, endLine);
  [state.bMarks[line], state.tShift[line], state.sCount[line]] = saved;
  state.blkIndent = blkIndent;
  state.tight = tight;
  state.parentType = parentType;
  open.map = [line, state.line];
  state.push("footnote_close", "", -1);
  return true;
}

function footnoteMark(line: string): readonly string[] | undefined {
  return /^\[\^([^[\]\n]{1,999})\]:/.exec(line) ?? undefined;
}
