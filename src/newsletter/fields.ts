/** Reads the settings of a front matter as what they must be, or says in which line they are something else. */

import { fold, legal } from "./characters.ts";
import type { Field } from "./front-matter.ts";
import { IssueError } from "./problem.ts";

type Fields = ReadonlyMap<string, Field>;

/** A text on one line; `undefined` when there is none. */
export function readText(file: string, fields: Fields, name: string): string | undefined {
  const field = fields.get(name);
  if (field === undefined || field.value === null) return undefined;
  if (typeof field.value !== "string") {
    throw new IssueError(file, field.line, `${name} must be text; put it in quotes.`);
  }
  const text = fold(legal(field.value));
  return text === "" ? undefined : text;
}

/** A list of texts, or a single one. */
export function readList(file: string, fields: Fields, name: string): readonly string[] {
  const field = fields.get(name);
  if (field === undefined || field.value === null) return [];
  const values: readonly unknown[] = Array.isArray(field.value) ? field.value : [field.value];
  return values.flatMap((value) => {
    if (typeof value !== "string" && typeof value !== "number") {
      throw new IssueError(file, field.line, `${name} must be a text or a list of texts.`);
    }
    const text = fold(legal(String(value)));
    return text === "" ? [] : [text];
  });
}

export function readFlag(file: string, fields: Fields, name: string): boolean {
  const field = fields.get(name);
  if (field === undefined || field.value === null) return false;
  if (typeof field.value !== "boolean")
    throw new IssueError(file, field.line, `${name} must be true or false.`);
  return field.value;
}

/** The years, in UTC, that a date may be in: its day in any other zone then still has a year of four digits (RFC 3339). */
const FIRST_YEAR = 1970;
const LAST_YEAR = 9998;

/** A day (`2023-06-05`, which is midnight UTC) or a moment; without a zone it is UTC. Its UTC year is 1970 to 9998. */
export function readDate(file: string, fields: Fields, name: string): Date | undefined {
  const field = fields.get(name);
  if (field === undefined || field.value === null) return undefined;
  const text =
    typeof field.value === "string" || typeof field.value === "number" ? String(field.value) : "no text";
  const date = parseDate(text.trim());
  const found = fold(legal(text)).slice(0, 40);
  if (date === undefined) {
    throw new IssueError(file, field.line, `${name} is not a date such as 2023-06-05: ${found}`);
  }
  const year = date.getUTCFullYear();
  if (year >= FIRST_YEAR && year <= LAST_YEAR) return date;
  throw new IssueError(
    file,
    field.line,
    `${name} must be in the years ${FIRST_YEAR} to ${LAST_YEAR} (UTC): ${found}`,
  );
}

const MOMENT =
  /^(\d{4})-(\d\d)-(\d\d)(?:(?:t| +)(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: *(z|utc|[+-]\d\d:?\d\d))?)?$/i;

function parseDate(text: string): Date | undefined {
  const [whole, year, month, day, hour = "00", minute = "00", second = "00", fraction = "0", zone = "Z"] =
    MOMENT.exec(text) ?? [];
  if (whole === undefined || !isDay(Number(year), Number(month), Number(day))) return undefined;
  const offset = /^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(-2)}` : "Z";
  const milliseconds = fraction.padEnd(3, "0").slice(0, 3);
  // Hours, minutes and seconds that no clock shows make an invalid date here.
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${offset}`);
  return Number.isNaN(date.getTime()) || Number(hour) > 23 ? undefined : date;
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && day > 0;
}
