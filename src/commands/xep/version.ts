/** Since when: a version or a day, and which of two versions is the newer one. */

import { isDay } from "../../xeps/xep.ts";
import type { Voice } from "../../words/voice.ts";

/** `day` is as exact as it was said: `2023`, `2023-06` or `2023-06-05`. */
export type Since = { readonly version: string } | { readonly day: string };

/** No version and no day is longer. */
const LONGEST = 24;
const VERSION = /^v?(\d{1,4}(?:\.\d{1,4}){0,5}(?:[-.]?[a-z][\da-z.-]*)?)$/iu;
const DAY = /^(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?$/u;

export function parseSince(text: string): Since | undefined {
  if (text.length > LONGEST) return undefined;
  const day = parseDay(text);
  if (day !== undefined) return { day };
  const version = VERSION.exec(text)?.[1];
  return version === undefined ? undefined : { version };
}

/** A year, a month or a day: what is as exact as it was said. */
export function parseDay(text: string): string | undefined {
  if (!DAY.test(text)) return undefined;
  return text.length < 10 || isDay(text) ? text : undefined;
}

/** `1.0`, `January 2023` for a year, `June 2023`, or `2023-06-05`: what stands behind "since" in any language. */
export function sinceIn(voice: Voice, since: Since): string {
  if ("version" in since) return since.version;
  const { day } = since;
  if (day.length > 7) return day;
  return voice.month(day.length === 4 ? `${day}-01` : day);
}

/** Whether a version of a day (`YYYY-MM-DD`) came after that, or on that day. */
export function isSince(since: Since, { version, date }: { version: string; date: string }): boolean {
  return "version" in since ? compareVersions(version, since.version) > 0 : date >= since.day;
}

/** Number by number; what has letters behind its numbers, such as `1.0rc1`, comes before what has none. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  for (let at = 0; at < Math.max(left.numbers.length, right.numbers.length); at += 1) {
    const differs = (left.numbers[at] ?? 0) - (right.numbers[at] ?? 0);
    if (differs !== 0) return differs;
  }
  if (left.rest === right.rest) return 0;
  if (left.rest === "" || right.rest === "") return left.rest === "" ? 1 : -1;
  return left.rest < right.rest ? -1 : 1;
}

function parts(version: string): { numbers: readonly number[]; rest: string } {
  const [, numbers = "", rest = ""] = /^v?(\d*(?:\.\d+)*)(.*)$/isu.exec(version.slice(0, LONGEST)) ?? [];
  return { numbers: numbers.split(".").map(Number), rest };
}
