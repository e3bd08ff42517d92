/** What inline Markdown consists of before emphasis is found, and how it becomes nodes. */

import type { Emphasis, PhrasingContent, Strong, Delete } from "mdast";
import { ComplexityError } from "./complexity.ts";
import type { Run } from "./runs.ts";
import { pairUp } from "./runs.ts";
import type { Stretch } from "./source.ts";

/** Deepest nesting of emphasis. */
const MAX_EMPHASIS = 100;

/** Text, a run of `*`, `_` or `~`, or a node; the indexes are those of the stretch. */
export type Piece =
  | { readonly kind: "text"; readonly value: string; readonly start: number; readonly end: number }
  | { readonly kind: "node"; readonly node: PhrasingContent }
  | Run;

interface Text {
  value: string;
  start: number;
  end: number;
}

/** An element that is open, or the whole. */
interface Frame {
  readonly children: PhrasingContent[];
  text: Text | undefined;
}

/** Pieces as nodes: emphasis as a tree, texts side by side as one. */
export function toNodes(pieces: readonly Piece[], stretch: Stretch): PhrasingContent[] {
  pairUp(pieces.filter((piece) => piece.kind === "run"));
  const whole: Frame = { children: [], text: undefined };
  const open: Frame[] = [whole];
  for (const piece of pieces) {
    const frame = open.at(-1) ?? whole;
    if (piece.kind === "text") addText(frame, piece.value, piece.start, piece.end, stretch);
    else if (piece.kind === "node") addNode(frame, piece.node, stretch);
    else addRun(open, whole, piece, stretch);
  }
  flush(whole, stretch);
  return whole.children;
}

function addRun(open: Frame[], whole: Frame, run: Run, stretch: Stretch): void {
  for (const { type, start, end } of run.closes) {
    const frame = open.pop() ?? whole;
    flush(frame, stretch);
    const node: Emphasis | Strong | Delete = {
      type,
      children: frame.children,
      position: stretch.position(start, end),
    };
    addNode(open.at(-1) ?? whole, node, stretch);
  }
  if (run.left > 0) {
    const start = run.start + run.closed;
    addText(open.at(-1) ?? whole, run.mark.repeat(run.left), start, start + run.left, stretch);
  }
  for (let count = run.opened; count > 0; count -= 1) {
    open.push({ children: [], text: undefined });
    if (open.length > MAX_EMPHASIS) {
      const { line } = stretch.position(run.start, run.start).start;
      throw new ComplexityError(line, "Emphasis is nested too deeply.");
    }
  }
}

function addText(frame: Frame, value: string, start: number, end: number, stretch: Stretch): void {
  if (value === "") return;
  if (frame.text?.end !== start) {
    flush(frame, stretch);
    frame.text = { value, start, end };
  } else {
    frame.text.value += value;
    frame.text.end = end;
  }
}

function addNode(frame: Frame, node: PhrasingContent, stretch: Stretch): void {
  flush(frame, stretch);
  frame.children.push(node);
}

function flush(frame: Frame, stretch: Stretch): void {
  if (frame.text === undefined) return;
  const { value, start, end } = frame.text;
  frame.children.push({ type: "text", value, position: stretch.position(start, end) });
  frame.text = undefined;
}
