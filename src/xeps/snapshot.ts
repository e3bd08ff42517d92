/** The snapshot of the list of XEPs that newsstand brings along: one line each, fields between tabs. */

import { readFile } from "node:fs/promises";
import { isDay, type Xep, XepListError } from "./xep.ts";

const FIELDS = [
  "number",
  "title",
  "short name",
  "status",
  "type",
  "version",
  "date",
  "superseded by",
  "last call",
];
const HEADING = FIELDS.join("\t");

/** Reads the snapshot that lies beside this file. */
export async function readSnapshot(): Promise<Xep[]> {
  return parseSnapshot(await readFile(new URL("snapshot.tsv", import.meta.url), "utf8"));
}

/**
 * Reads a snapshot as `toSnapshot` writes it.
 *
 * @throws XepListError that names the line
 */
export function parseSnapshot(text: string): Xep[] {
  const [heading, ...lines] = text.split(/\r?\n/u);
  if (heading !== HEADING)
    throw new XepListError("The snapshot of the XEPs does not begin with its heading.");
  const xeps = lines.flatMap((line, index) => (line === "" ? [] : [parseLine(line, index + 2)]));
  const repeated = xeps.find(({ number }, index) => index > 0 && number <= (xeps[index - 1]?.number ?? 0));
  if (repeated)
    throw new XepListError(`The snapshot of the XEPs has ${repeated.number} out of order, or twice.`);
  return xeps;
}

/** Writes XEPs, by number. Reading it gives equal values. */
export function toSnapshot(xeps: readonly Xep[]): string {
  const sorted = xeps.toSorted((a, b) => a.number - b.number);
  return [HEADING, ...sorted.map(toLine), ""].join("\n");
}

function toLine(xep: Xep): string {
  const { number, title, shortName = "", status, type, version, date, supersededBy, lastCall = "" } = xep;
  return [number, title, shortName, status, type, version, date, supersededBy.join(" "), lastCall].join("\t");
}

function parseLine(line: string, at: number): Xep {
  const fields = line.split("\t");
  const [
    digits = "",
    title = "",
    shortName = "",
    status = "",
    type = "",
    version = "",
    date = "",
    successors = "",
    lastCall = "",
  ] = fields;
  const isSound =
    fields.length === FIELDS.length &&
    /^[1-9]\d{0,3}$/u.test(digits) &&
    [title, status, type, version].every((field) => field !== "") &&
    isDay(date) &&
    (lastCall === "" || isDay(lastCall)) &&
    /^(?:\d{1,4}(?: \d{1,4})*)?$/u.test(successors);
  if (!isSound) throw new XepListError(`Line ${at} of the snapshot of the XEPs is not a XEP.`);
  return {
    number: Number(digits),
    title,
    shortName: shortName === "" ? undefined : shortName,
    status,
    type,
    version,
    date,
    supersededBy: successors === "" ? [] : successors.split(" ").map(Number),
    lastCall: lastCall === "" ? undefined : lastCall,
  };
}
