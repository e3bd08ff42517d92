/** Which node an issue goes to, and which an item of one: names of nodes as templates. */

import type { Concept } from "../newsletter/concepts.ts";
import type { Issue } from "../newsletter/issue.ts";
import type { Node } from "../xmpp/pubsub.ts";

/**
 * Names of nodes at a service. `{lang}` stands for the language of the issue in lower case, `{year}` for the year of its
 * date, `{concept}` for what kind of news an item is. What has no template is not published; several may name one node.
 */
export interface Places {
  readonly service: string;
  /** Issues in the main language. `{year}` */
  readonly issues: string;
  /** Issues in every other language. `{lang}`, `{year}` */
  readonly translations: string | undefined;
  /** Items. `{lang}`, `{concept}`, `{year}`; without `{lang}`, items of issues in the main language only. */
  readonly items: string | undefined;
  /** The main language (BCP 47). */
  readonly language: string;
}

/** The kind of an item that is of no kind. */
const NO_CONCEPT = "news";

/** Where an issue goes; `undefined` for a language that is not published. */
export function placeOf(
  { language, date }: Pick<Issue, "language" | "date">,
  places: Places,
): Node | undefined {
  const template = language === places.language ? places.issues : places.translations;
  return template === undefined ? undefined : at(places, template, { language, date });
}

/** Where an item of an issue goes; `undefined` where such items are not published. */
export function itemPlaceOf(
  { language, date }: Pick<Issue, "language" | "date">,
  concept: Concept | undefined,
  places: Places,
): Node | undefined {
  const { items: template } = places;
  if (template === undefined) return undefined;
  if (language !== places.language && !template.includes("{lang}")) return undefined;
  return at(places, template, { language, date, concept });
}

function at(
  { service }: Places,
  template: string,
  { language, date, concept }: { language: string; date: Date; concept?: Concept | undefined },
): Node {
  const node = template
    .replaceAll("{lang}", language.toLowerCase())
    .replaceAll("{year}", String(date.getUTCFullYear()))
    .replaceAll("{concept}", concept ?? NO_CONCEPT);
  return { service, node };
}
