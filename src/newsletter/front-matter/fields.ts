/** Reads the settings of a front matter as what they must be, or says in which line they are something else. */

import { fold, legal } from "../characters.ts";
import { parseDate, type WrittenDate } from "./dates.ts";
import { IssueError } from "../problem.ts";
import type { Field, Fields } from "./yaml.ts";

/** A text on one line; numbers and flags are what they look like. `undefined` when there is none. */
export function readText(file: string, fields: Fields, name: string): string | undefined {
  const field = fields.get(name);
  if (field === undefined || field.value === null) return undefined;
  const text = toText(field.value);
  if (text === undefined) throw new IssueError(file, field.line, `${name} must be text; put it in quotes.`);
  return text === "" ? undefined : text;
}

/** A list of texts, or a single one; a mapping stands for its `name` (`author: {name: …}`). */
export function readList(file: string, fields: Fields, name: string): readonly string[] {
  const field = fields.get(name);
  if (field === undefined) return [];
  const values: readonly unknown[] = Array.isArray(field.value) ? field.value : [field.value];
  return values.flatMap((value) => {
    const text = toText(value instanceof Map ? value.get("name") : (value ?? ""));
    if (text === undefined) {
      throw new IssueError(file, field.line, `${name} must be a text or a list of texts.`);
    }
    return text === "" ? [] : [text];
  });
}

function toText(value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return undefined;
  return fold(legal(String(value)));
}

/** A flag as YAML and Hugo write it: `true`, `yes`, `on`, `1` … in any case, quoted or not. */
export function readFlag(file: string, fields: Fields, name: string): boolean | undefined {
  const field = fields.get(name);
  if (field === undefined || field.value === null || field.value === "") return undefined;
  const flag = toFlag(field.value);
  if (flag === undefined) throw new IssueError(file, field.line, `${name} must be true or false.`);
  return flag;
}

/** `undefined` for what is no flag. */
export function toFlag(value: unknown): boolean | undefined {
  const text = (toText(value) ?? "").toLowerCase();
  if (/^(?:true|t|yes|y|on|1)$/.test(text)) return true;
  return /^(?:false|f|no|n|off|0)$/.test(text) ? false : undefined;
}

/** The years, in UTC, that a date may be in: its day in any other zone then still has a year of four digits (RFC 3339). */
const FIRST_YEAR = 1970;
const LAST_YEAR = 9998;

/**
 * The first date that stands under one of these names. A day (`2023-06-05`) is midnight UTC, and what has no zone is UTC. Its
 * UTC year is 1970 to 9998.
 */
export function readDate(file: string, fields: Fields, names: readonly string[]): WrittenDate | undefined {
  const name = names.find((each) => mayBeDate(each, fields.get(each)));
  const field = name === undefined ? undefined : fields.get(name);
  if (name === undefined || field === undefined) return undefined;
  const date = parseDate(field.value);
  const found = (toText(field.value) ?? "no text").slice(0, 40);
  if (date === undefined) {
    throw new IssueError(file, field.line, `${name} is not a date such as 2023-06-05: ${found}.`);
  }
  const year = date.moment.getUTCFullYear();
  if (year >= FIRST_YEAR && year <= LAST_YEAR) return date;
  throw new IssueError(
    file,
    field.line,
    `${name} must be in the years ${FIRST_YEAR} to ${LAST_YEAR} (UTC): ${found}.`,
  );
}

/** Hugo has two meanings for `published`: a date, and the contrary of `draft`. */
function mayBeDate(name: string, field: Field | undefined): boolean {
  if (field === undefined || field.value === null || toText(field.value) === "") return false;
  return name !== "published" || toFlag(field.value) === undefined;
}
