/** One issue as its author looks at it on the terminal. */

import type { RootContent } from "mdast";
import type { Issue } from "../newsletter/issue.ts";
import { toPage } from "../newsletter/page.ts";
import { pageUrl } from "../newsletter/permalink.ts";
import { toPlain } from "../newsletter/plain.ts";
import { toStyling } from "../newsletter/styling.ts";
import { toEntry } from "../publish/entry.ts";
import type { Masthead } from "../publish/imprint.ts";
import { toDocument } from "./entry-files.ts";
import { toModel } from "./model.ts";

type Print = (issue: Issue, masthead: Masthead, translations: readonly Issue[]) => string;

const FORMATS = {
  text: (issue, masthead) => `${toPlain(withTitle(issue), issue, placeOf(issue, masthead))}\n`,
  styling: (issue, masthead) => `${toStyling(withTitle(issue), issue, placeOf(issue, masthead))}\n`,
  html(issue, masthead, translations) {
    const { site, language } = masthead;
    const others = translations.map((each) => ({
      language: each.language,
      href: pageUrl(each, site, language).href,
    }));
    return toPage(issue, placeOf(issue, masthead), others);
  },
  json: (...given) => `${JSON.stringify(toModel(...given), undefined, 2)}\n`,
  xml: (...given) => toDocument(toEntry(...given)),
} as const satisfies Readonly<Record<string, Print>>;

export type Format = keyof typeof FORMATS;

/** The formats in which an issue can be printed; the first is what is printed when none is asked for. */
export const formats: readonly string[] = Object.keys(FORMATS);

export function isFormat(name: string): name is Format {
  return Object.hasOwn(FORMATS, name);
}

/** An issue in a format, with links to its translations, ending with a line feed. */
export function preview(
  issue: Issue,
  format: Format,
  masthead: Masthead,
  translations: readonly Issue[],
): string {
  const print: Print = FORMATS[format];
  return print(issue, masthead, translations);
}

function placeOf(issue: Issue, { site, language }: Masthead) {
  return { page: pageUrl(issue, site, language), site };
}

function withTitle(issue: Issue): readonly RootContent[] {
  const title: RootContent = { type: "heading", depth: 1, children: [{ type: "text", value: issue.title }] };
  return [title, ...issue.tree.children];
}
