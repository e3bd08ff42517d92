/** Which issues are the same number in another language: told by the dates in their file names. */

import { compare, fileDate, fileLanguage, issueNumber, itemId, originalId } from "./file-name.ts";
import type { Issue } from "./issue.ts";
import { isOut } from "./release.ts";

/** A folder's issues. */
export interface Issues {
  readonly issues: readonly Issue[];
}

/** What a translation is tied to. */
export interface Tie {
  readonly original: Issue;
  /** By how many days its file name is later than the original's; negative when it is earlier. */
  readonly days: number;
}

/**
 * How many days the dates of a translation and its original may be apart: less than half of the shortest month, so that of
 * two issues of a monthly newsletter only one can be meant.
 */
const MAX_DAYS = 13;

/** The same number in the other languages, in the order of the archive. All of them name each other. */
export function translations(issue: Issue, archive: Issues): readonly Issue[] {
  const issues = groupsOf(archive).get(issue)?.issues ?? [];
  return issues.filter(({ language }) => language !== issue.language);
}

/** Those that an entry may link to: the others have no page yet, or no more. */
export function translationsOut(issue: Issue, archive: Issues, now: Date): readonly Issue[] {
  return translations(issue, archive).filter((each) => isOut(each, now));
}

/** What a translation is tied to; `undefined` for an original, and for a translation that has none. */
export function tieOf(issue: Issue, archive: Issues): Tie | undefined {
  return groupsOf(archive).get(issue)?.ties.get(issue);
}

/** The translations whose original is not there, or has another translation into that language. */
export function withoutOriginal(archive: Issues): readonly Issue[] {
  const isOriginal = originals(archive);
  return archive.issues.filter((issue) => !isOriginal(issue) && tieOf(issue, archive) === undefined);
}

/** Issues that name each other, and to what those are tied that are translations. */
interface Group {
  readonly issues: readonly Issue[];
  readonly ties: ReadonlyMap<Issue, Tie>;
}

const known = new WeakMap<Issues, ReadonlyMap<Issue, Group>>();

function groupsOf(archive: Issues): ReadonlyMap<Issue, Group> {
  const groups = known.get(archive) ?? group(archive);
  known.set(archive, groups);
  return groups;
}

/** Translations are with their original; those that have none are with each other, if their names have the same date. */
function group(archive: Issues): ReadonlyMap<Issue, Group> {
  const isOriginal = originals(archive);
  const ties = tie(archive.issues, isOriginal);
  const byNumber = Map.groupBy(archive.issues, (issue) => {
    const original = isOriginal(issue) ? issue : ties.get(issue)?.original;
    return original?.file ?? issueNumber(issue.file);
  });
  return new Map(
    [...byNumber.values()].flatMap((issues) => issues.map((issue) => [issue, { issues, ties }] as const)),
  );
}

/** An original has no language in its file name, or that which these have. */
function originals({ issues }: Issues): (issue: Issue) => boolean {
  const main = issues.find(({ file }) => fileLanguage(file) === undefined)?.language;
  return ({ language }) => language === main;
}

interface Candidate extends Tie {
  readonly translation: Issue;
  readonly sameName: boolean;
}

/** Ties each translation to the nearest original, unless another one into its language is nearer. */
function tie(issues: readonly Issue[], isOriginal: (issue: Issue) => boolean): ReadonlyMap<Issue, Tie> {
  const byNumber = Map.groupBy(issues.filter(isOriginal), ({ file }) => issueNumber(file));
  const candidates = issues
    .filter((issue) => !isOriginal(issue))
    .flatMap((translation) => nearest(translation, byNumber))
    .toSorted(better);
  const taken = new Set<string>();
  const ties = new Map<Issue, Tie>();
  for (const { translation, original, days } of candidates) {
    const place = `${original.file} ${translation.language}`;
    if (ties.has(translation) || taken.has(place)) continue;
    taken.add(place);
    ties.set(translation, { original, days });
  }
  return ties;
}

const DAY = 86_400_000;

/** The originals whose date is nearest to a translation's: those of one day, or of two that are equally far. */
function nearest(translation: Issue, byNumber: ReadonlyMap<string, readonly Issue[]>): Candidate[] {
  const number = issueNumber(translation.file);
  const date = fileDate(number);
  const name = originalId(translation.file);
  const candidates = (wanted: string, days: number): Candidate[] =>
    (byNumber.get(wanted) ?? []).map((original) => {
      return { translation, original, days, sameName: itemId(original.file) === name };
    });
  const found = candidates(number, 0);
  if (date === undefined) return found;
  for (let days = 1; days <= MAX_DAYS && found.length === 0; days += 1) {
    for (const later of [days, -days]) found.push(...candidates(shifted(date, -later), later));
  }
  return found;
}

function shifted(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
}

/** Nearer before farther, later translations before earlier ones, the same name before another, then by name. */
function better(a: Candidate, b: Candidate): number {
  return (
    Math.abs(a.days) - Math.abs(b.days) ||
    b.days - a.days ||
    Number(b.sameName) - Number(a.sameName) ||
    compare(a.original.file, b.original.file) ||
    compare(a.translation.file, b.translation.file)
  );
}
