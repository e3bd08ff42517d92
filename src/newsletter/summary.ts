/** An issue in a few sentences. */

import type { Paragraph, RootContent } from "mdast";
import { shorten } from "./characters.ts";
import type { Issue } from "./issue.ts";
import { plainText, walk } from "./markdown.ts";
import { sections } from "./sections.ts";
import { sentenceEnds, sentences } from "./sentences.ts";

/** Most characters (UTF-16) of a summary that is taken from the text of an issue. */
const MAX_SUMMARY = 300;

/**
 * What an issue is about, on one line: the front matter's summary, else its description, as their author wrote them; else
 * the first paragraph that says something, up to the end of a sentence within 300 characters. A greeting, a caption or a
 * paragraph that only introduces a list says nothing. `undefined` where an issue has no words.
 */
export function summaryOf(issue: Issue): string | undefined {
  const given = issue.summary ?? issue.description;
  if (given !== undefined) return given;
  const text = firstWords(newsOf(issue)) ?? firstWords(issue.tree.children);
  return text === undefined ? undefined : upToSentence(text, MAX_SUMMARY);
}

/** A text of one line, up to the last end of a sentence within so many characters; cut at a word where there is none. */
export function upToSentence(text: string, length: number): string {
  if (text.length <= length) return text;
  // A little more is read than may be said: whether a dot ends a sentence shows behind it.
  const end = sentenceEnds(text.slice(0, length + 60)).findLast((offset) => offset <= length);
  return end === undefined ? shorten(text, length - 1) : text.slice(0, end);
}

/** What stands before the first heading, in the introduction, and in the sections that are not the same in every issue. */
function newsOf(issue: Issue): readonly RootContent[] {
  const nodes = issue.tree.children;
  const first = nodes.findIndex(({ type }) => type === "heading");
  const news = sections(issue).filter((each) => !each.boilerplate || each.concept === "introduction");
  return [...(first === -1 ? nodes : nodes.slice(0, first)), ...news.flatMap((section) => section.nodes)];
}

function firstWords(nodes: readonly RootContent[]): string | undefined {
  const all = nodes.flatMap((node) => [...walk(node)]).filter((node) => node.type === "paragraph");
  const chosen =
    nodes.filter((node) => node.type === "paragraph").find(saysSomething) ??
    all.find(saysSomething) ??
    all.find((node) => plainText(withoutPictures(node)) !== "") ??
    all.find((node) => plainText(node) !== "");
  return chosen === undefined ? undefined : plainText(withoutPictures(chosen)) || plainText(chosen);
}

/** Neither a picture, nor its caption, nor the way to subscribe, nor a greeting, nor what introduces a list. */
function saysSomething(paragraph: Paragraph): boolean {
  const text = plainText(withoutPictures(paragraph));
  const { children } = paragraph;
  const isCaption = children.length === 1 && children[0]?.type === "emphasis";
  const isForm = children.some((child) => child.type === "link" && child.url === "./");
  return !isCaption && !isForm && !text.endsWith(":") && !isGreeting(text);
}

function withoutPictures(paragraph: Paragraph): Paragraph {
  return { ...paragraph, children: paragraph.children.filter((child) => !isPicture(child)) };
}

function isPicture(node: RootContent): boolean {
  return (
    node.type === "image" ||
    node.type === "imageReference" ||
    (node.type === "link" && node.children.every(isPicture))
  );
}

/** How a sentence of no more than 50 characters begins that only welcomes readers. */
const WELCOME =
  /^(?:welcome|dear|hello|(?:herzlich )?willkommen|liebe|hallo|¡?bienvenid|¡?hola|querid|estimad|bienvenue|bonjour|ch[eè]r|benvenut|cari|ciao|bem[- ]vind|olá|prezad)/iu;

/** A few words, or exclamations and welcomes alone; what names a number says something nevertheless, such as the month. */
function isGreeting(text: string): boolean {
  if (text.length < 25) return true;
  if (text.length > 150 || /\d/.test(text)) return false;
  return text.endsWith(",") || sentences(text).every(saysWelcome);
}

function saysWelcome(sentence: string): boolean {
  return /!["”»)]*$/.test(sentence) || (sentence.length <= 50 && WELCOME.test(sentence));
}
