/** A XEP: the facts the registry of the XMPP Standards Foundation keeps about each specification. */

/** What is known of one XEP. `date` is that of the version, as `YYYY-MM-DD`. */
export interface Xep {
  readonly number: number;
  readonly title: string;
  readonly shortName: string | undefined;
  /** As xmpp.org shows it: what the XML calls Draft is `Stable`. */
  readonly status: string;
  readonly type: string;
  readonly version: string;
  readonly date: string;
  readonly supersededBy: readonly number[];
  /** The day on which its last Last Call ends or ended (XEP-0001), as `YYYY-MM-DD`. */
  readonly lastCall: string | undefined;
}

/** A list of XEPs is broken, or could not be had. The message is a sentence for the operator. */
export class XepListError extends Error {
  override readonly name = "XepListError";
}

/** `XEP-0313`. */
export function xepLabel(number: number): string {
  return `XEP-${digits(number)}`;
}

/** The name of the file that a XEP is written in. */
export function xepFile(number: number): string {
  return `xep-${digits(number)}.xml`;
}

/** The address of a XEP's page. */
export function xepPage(number: number): string {
  return `https://xmpp.org/extensions/xep-${digits(number)}.html`;
}

const NUMBER =
  /^(?:https?:\/\/xmpp\.org\/extensions\/)?([xj]ep[\s\-_:#\u2010-\u2015]*)?0*(\d{1,4})(?:\.html(?:#\S*)?)?$/iu;
/** Longer than any spelling of a number; what is longer is not looked at. */
const LONGEST_NUMBER = 200;

/** Reads a number in any of its spellings (`313`, `0313`, `XEP-0313`, `xep 313`, the address of its page). */
export function parseXepNumber(text: string): number | undefined {
  if (text.length > LONGEST_NUMBER) return undefined;
  const digitsOnly = NUMBER.exec(text.trim())?.[2];
  return digitsOnly === undefined ? undefined : Number(digitsOnly);
}

/** Whether a text is a day of the calendar, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function digits(number: number): string {
  return String(number).padStart(4, "0");
}
