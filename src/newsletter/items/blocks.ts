/** The blocks of a news section → its items: which of them begin one, belong to the one before, or are none. */

import type { List, ListItem, Nodes, Paragraph, RootContent } from "mdast";
import { conceptOf, isAboutXeps, isBoilerplate, type Concept } from "../concepts.ts";
import type { Section } from "../sections.ts";
import { sentences } from "../sentences.ts";
import { numbersIn } from "../xep-numbers.ts";
import { isExplanation, isForm, isLead, isNotice, startsWithoutLink, VERSION } from "./notices.ts";
import { hasLink, textOf } from "./said.ts";
import { isPicture } from "./title.ts";

/** The blocks of one item. */
export interface Draft {
  readonly section: Section | undefined;
  readonly concept: Concept | undefined;
  /** The heading, where it is the news itself. */
  readonly heading: string | undefined;
  readonly nodes: readonly RootContent[];
}

/** What a block, or an item of a list, is to the items. */
type Piece =
  | { readonly is: "item" | "part"; readonly nodes: readonly RootContent[] }
  | { readonly is: "state"; readonly concept: Concept }
  | { readonly is: "none" };

const NONE: Piece = { is: "none" };

/** The line of the file that a node begins at. */
type LineOf = (node: Nodes) => number | undefined;

/** The items of a section; those before the first heading have none. */
export function draftsOf(
  section: Section | undefined,
  nodes: readonly RootContent[],
  lineOf: LineOf,
): readonly Draft[] {
  const concept = section?.concept ?? section?.within;
  const blocks = nodes.filter(({ type }) => type !== "definition" && type !== "footnoteDefinition");
  if (section !== undefined && isOneItem(section, blocks))
    return [{ section, concept, heading: section.title, nodes: blocks }];
  return gather(section, concept, piecesOf(blocks, isAboutXeps(concept), lineOf));
}

/** A heading below that of the announcements, the events … is the news; the words below it are about this one thing. */
function isOneItem({ concept, within, title }: Section, blocks: readonly RootContent[]): boolean {
  if (concept !== undefined && concept !== "membership") return false;
  if (concept === undefined && (within === undefined || within === "gsoc" || within === "software"))
    return false;
  if (isAboutXeps(within) && numbersIn(title).length === 0) return false;
  const at = blocks.findIndex((block) => !isPicture(block));
  const first = blocks[at];
  if (first?.type === "paragraph") return !isLead(first, blocks[at + 1]);
  return first !== undefined && first.type !== "list";
}

/** Puts together what belongs together. A picture above a single item belongs to it. */
function gather(
  section: Section | undefined,
  concept: Concept | undefined,
  pieces: readonly Piece[],
): readonly Draft[] {
  const items: { concept: Concept | undefined; nodes: RootContent[] }[] = [];
  const pictures: RootContent[] = [];
  let state = concept;
  let isOpen = false;
  for (const piece of pieces) {
    if (piece.is === "state") state = piece.concept;
    if (isBoilerplate(state)) continue;
    if (piece.is === "item") items.push({ concept: state, nodes: [...piece.nodes] });
    const parts = isOpen ? items.at(-1)?.nodes : items.length === 0 ? pictures : undefined;
    if (piece.is === "part") for (const node of piece.nodes) parts?.push(node);
    isOpen = piece.is === "item" || (piece.is === "part" && isOpen);
  }
  const above = items.length === 1 ? pictures : [];
  return items.map((item) => ({ ...item, nodes: [...above, ...item.nodes], section, heading: undefined }));
}

/** What is known of the blocks before one. */
interface Before {
  readonly block: RootContent | undefined;
  /** Whether the block belongs to an item that the next one may go on with. */
  readonly isOpen: boolean;
  /** Whether the block needs the next one. */
  readonly isUnfinished: boolean;
  /** The column in which the last item of a list began. */
  readonly column: number | undefined;
}

function piecesOf(blocks: readonly RootContent[], amongXeps: boolean, lineOf: LineOf): readonly Piece[] {
  const pieces: Piece[] = [];
  const lists = blocks.reduce((last, { type }, index) => (type === "list" ? index : last), -1);
  const alone = blocks.filter((block) => !isPicture(block) && block.type !== "html").length === 1;
  let before: Before = { block: undefined, isOpen: false, isUnfinished: false, column: undefined };
  for (const [index, block] of blocks.entries()) {
    const next = blocks[index + 1];
    const found =
      block.type === "list"
        ? piecesOfList(block, before, amongXeps)
        : isFigure(block) || isCaption(block, before.block, lineOf)
          ? [{ is: "part", nodes: [block] } as const]
          : [pieceOf(block, before, { next, beforeList: index < lists, amongXeps, alone })];
    for (const piece of found) pieces.push(piece);
    const last = found.at(-1) ?? NONE;
    before = {
      block,
      isOpen: last.is === "item" || (last.is === "part" && before.isOpen),
      isUnfinished: last.is === "item" && block.type === "paragraph" && isUnfinished(block, next),
      column: block.type === "list" ? (columnOf(block.children.at(-1)) ?? before.column) : before.column,
    };
  }
  return pieces;
}

/** It needs what comes after it: it is a line in bold, or begins with a name and ends with a colon. */
function isUnfinished(block: Paragraph, next: RootContent | undefined): boolean {
  return isBold(block) || (isLead(block, next) && !startsWithoutLink(block));
}

/** What stands around a block. */
interface Around {
  readonly next: RootContent | undefined;
  readonly beforeList: boolean;
  readonly amongXeps: boolean;
  readonly alone: boolean;
}

function pieceOf(block: RootContent, before: Before, around: Around): Piece {
  if (block.type === "thematicBreak") return NONE;
  if (block.type === "html") return { is: "part", nodes: [block] };
  if (block.type !== "paragraph") return { is: before.isOpen ? "part" : "item", nodes: [block] };
  if (before.isUnfinished) return { is: "part", nodes: [block] };
  const concept = isBold(block) ? conceptOf(textOf([block]), around.amongXeps) : undefined;
  if (concept !== undefined) return { is: "state", concept };
  return paragraphPiece(block, before, around);
}

function paragraphPiece(block: Paragraph, before: Before, around: Around): Piece {
  const { isOpen } = before;
  const { next, beforeList, amongXeps, alone } = around;
  const piece = { is: "item", nodes: [block] } as const;
  if (isForm(block) || isNotice([block], around)) return NONE;
  if (amongXeps && isTitle(block)) return piece;
  if (amongXeps && isOpen && isLabelled(block)) return { ...piece, is: "part" };
  if (amongXeps && isExplanation(block, beforeList))
    return isOpen && !beforeList && !isLead(block, next) ? { ...piece, is: "part" } : NONE;
  if (isLead(block, next)) return startsWithoutLink(block) && !isNewsLead(block) ? NONE : piece;
  // Before a list, words without a link lead to it.
  if (next?.type === "list" && !hasLink([block]) && !isNumbered(block))
    return isOpen && isRemark(block) && !isBold(block) ? { ...piece, is: "part" } : NONE;
  if (alone || isBold(block) || !isRemark(block)) return piece;
  if (isOpen) return { ...piece, is: "part" };
  return before.block === undefined ? NONE : piece;
}

/** The items of a list; one that is indented deeper than the item before, of another list, is a part of that. */
function piecesOfList(list: List, before: Before, amongXeps: boolean): readonly Piece[] {
  if (before.isUnfinished) return [{ is: "part", nodes: [list] }];
  let column = before.isOpen ? before.column : undefined;
  return list.children.map((item): Piece => {
    const own = columnOf(item);
    if (column !== undefined && own !== undefined && own >= column + 2)
      return { is: "part", nodes: [{ ...list, children: [item] }] };
    column = own;
    const alone = list.children.length === 1;
    const isEmpty = item.children.length === 0;
    return isEmpty || isNotice(item.children, { amongXeps, alone })
      ? NONE
      : { is: "item", nodes: item.children };
  });
}

function columnOf(item: ListItem | undefined): number | undefined {
  return item?.position?.start.column;
}

/** A picture, or a film, which is a link alone. */
function isFigure(block: RootContent): boolean {
  if (isPicture(block)) return true;
  const [link, ...more] = block.type === "paragraph" ? block.children : [];
  return (
    link?.type === "link" && more.length === 0 && /\.(?:mp4|m4v|webm|ogv|mov|mkv)(?:[?#]|$)/i.test(link.url)
  );
}

/** What is written below a picture: in emphasis, or by the same shortcode, which is one line of the file. */
function isCaption(block: RootContent, before: RootContent | undefined, lineOf: LineOf): boolean {
  if (block.type !== "paragraph" || before === undefined) return false;
  const isPrinted =
    before.type === "paragraph" && lineOf(block) !== undefined && lineOf(block) === lineOf(before);
  return isPrinted || (isPicture(before) && block.children.every(({ type }) => type === "emphasis"));
}

function isBold({ children }: Paragraph): boolean {
  return children.length === 1 && children[0]?.type === "strong";
}

/** `Abstract: …`, `URL: …`: the announcements of the XEPs' editor have a label on every line. */
function isLabelled(paragraph: Paragraph): boolean {
  return /^\p{Lu}\p{L}{2,20}\s?:\s/u.test(textOf([paragraph]));
}

function isTitle(paragraph: Paragraph): boolean {
  return /^(?:title|titel|titre|título|titolo)\s?:/iu.test(textOf([paragraph]));
}

/** Longest remark on the item before it, in characters. */
const MAX_REMARK = 160;

/** Few words without a link and the number of a version or XEP. */
function isRemark(paragraph: Paragraph): boolean {
  return textOf([paragraph]).length <= MAX_REMARK && !hasLink([paragraph]) && !isNumbered(paragraph);
}

/** It has the number of a version or XEP. */
function isNumbered(paragraph: Paragraph): boolean {
  const text = textOf([paragraph]);
  return VERSION.test(text) || numbersIn(text).length > 0;
}

/** Says something with a link before the sentence that leads to the list. */
function isNewsLead(paragraph: Paragraph): boolean {
  return hasLink([paragraph]) && sentences(textOf([paragraph])).length > 1;
}
