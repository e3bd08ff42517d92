/** What goes to which node: the templates of the places, expanded over the issues. */

import type { Concept } from "../newsletter/concepts.ts";
import type { Issue } from "../newsletter/issue.ts";
import { NEWS } from "../newsletter/sections/names.ts";
import { EXTENSIONS, STAGES } from "../newsletter/sections/xep-names.ts";
import { itemPlaceOf, placeOf, type Places } from "./places.ts";

/** What goes to a node. Concepts and years are named where the template tells them apart, else there are none. */
export interface Role {
  readonly kinds: readonly ("issue" | "item")[];
  /** BCP 47. */
  readonly languages: readonly string[];
  readonly concepts: readonly string[];
  readonly years: readonly number[];
}

/** Nodes by name. */
export type Roles = ReadonlyMap<string, Role>;

/**
 * Every node that the templates can name for these issues, also those that no item goes to yet: which items an issue has is
 * dear to find out, and is not asked.
 */
export function nodesOf(issues: Iterable<Pick<Issue, "language" | "date">>, places: Places): Roles {
  const roles = new Map<string, Role>();
  const seen = new Set<string>();
  for (const issue of issues) {
    const year = issue.date.getUTCFullYear();
    const key = `${year} ${issue.language}`;
    if (seen.has(key)) continue;
    seen.add(key);
    for (const [node, part] of placesOf(issue, year, places)) roles.set(node, union(roles.get(node), part));
  }
  return roles;
}

/** The kinds of news that `{concept}` tells apart; boilerplate is none. */
const NAMES: Readonly<Partial<Record<Concept, unknown>>> = { ...NEWS, ...EXTENSIONS, ...STAGES };
const CONCEPTS: readonly (Concept | undefined)[] = [
  undefined,
  ...Object.keys(NAMES).filter((key): key is Concept => Object.hasOwn(NAMES, key)),
];

function* placesOf(
  issue: Pick<Issue, "language" | "date">,
  year: number,
  places: Places,
): Generator<readonly [node: string, role: Role]> {
  const { language } = issue;
  const issues = language === places.language ? places.issues : places.translations;
  const years = (template: string | undefined): readonly number[] =>
    template?.includes("{year}") ? [year] : [];
  const whole = placeOf(issue, places);
  if (whole)
    yield [whole.node, { kinds: ["issue"], languages: [language], concepts: [], years: years(issues) }];
  const named = places.items?.includes("{concept}") ?? false;
  for (const concept of named ? CONCEPTS : [undefined]) {
    const place = itemPlaceOf(issue, concept, places);
    if (place === undefined) continue;
    const concepts = named ? [concept ?? "news"] : [];
    yield [place.node, { kinds: ["item"], languages: [language], concepts, years: years(places.items) }];
  }
}

function union(one: Role | undefined, other: Role): Role {
  if (one === undefined) return other;
  return {
    kinds: both(one.kinds, other.kinds),
    languages: both(one.languages, other.languages),
    concepts: both(one.concepts, other.concepts),
    years: both(one.years, other.years),
  };
}

function both<T>(one: readonly T[], other: readonly T[]): readonly T[] {
  return [...new Set([...one, ...other])];
}
