/** Dates as authors write them in front matter → moments. Hugo reads the same forms (and a few less). */

/** A moment, and the day that it is on in the zone that it was written in. */
export interface WrittenDate {
  readonly moment: Date;
  /** `YYYY-MM-DD`: the site names the folders of a page after it. */
  readonly day: string;
}

const TIME = String.raw`(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?)?`;
const OFFSET = String.raw`z|[+-]\d\d:?\d\d`;
const NAME = "(?:[a-z]{3,4})";
const WEEKDAY = "(?:[a-z]{3,9},? +)?";
const MONTH = "(?<month>[a-z]{3,9})";
const YEAR = String.raw`(?<year>\d{4}|\d\d)`;

const FORMS = [
  // 2023-06-05, 2023-06-05T10:00:00Z, 2023-06-05 10:00:00.5 -0700 PDT
  String.raw`(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:(?:t| +)${TIME}(?: *(?<zone>${OFFSET}))?(?: *${NAME})?)?`,
  // 05 Jun 2023, Mon, 05 Jun 2023 10:00:00 +0200, Monday, 05-Jun-23 10:00:00 GMT
  String.raw`${WEEKDAY}(?<day>\d{1,2})[ -]${MONTH}[ -]${YEAR}(?: +${TIME}(?: +(?:(?<zone>${OFFSET})|${NAME}))?)?`,
  // Mon Jun  5 10:00:00 2023, Mon Jun  5 10:00:00 UTC 2023, Mon Jun 05 10:00:00 -0700 2023
  String.raw`${WEEKDAY}${MONTH} +(?<day>\d{1,2}) +${TIME}(?: +(?:(?<zone>${OFFSET})|${NAME}))? +${YEAR}`,
].map((form) => new RegExp(`^${form}$`, "i"));

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** Longest text that may be a date, in characters. */
const MAX_LENGTH = 64;

/**
 * Reads a date: a text in one of the forms of RFC 3339, RFC 822, 850 and 1123, `ctime` and `date`, or seconds since 1970 as
 * a number. Without an offset it is UTC, also where a zone is named: a name such as `IST` says too little. `undefined` for
 * everything else, also for days that no calendar has.
 */
export function parseDate(written: unknown): WrittenDate | undefined {
  if (typeof written === "number") return fromSeconds(written);
  if (typeof written !== "string" || written.length > MAX_LENGTH) return undefined;
  const text = written.replace(/\s/g, " ").trim();
  const found = FORMS.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
  return found && fromParts(found);
}

/** Of 9 to 11 digits (the years 1973 to 5138): 20230605 is a day without its hyphens rather than one of 1970. */
function fromSeconds(seconds: number): WrittenDate | undefined {
  if (!Number.isInteger(seconds) || seconds < 1e8 || seconds >= 1e11) return undefined;
  const moment = new Date(seconds * 1000);
  return { moment, day: moment.toISOString().slice(0, 10) };
}

function fromParts(parts: Readonly<Record<string, string | undefined>>): WrittenDate | undefined {
  const { hour = "0", minute = "00", second = "00", fraction = "0", zone = "z" } = parts;
  const day = toDay(parts["year"] ?? "", parts["month"] ?? "", parts["day"] ?? "");
  if (day === undefined || Number(hour) > 23) return undefined;
  const offset = /^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(-2)}` : "Z";
  const time = `${hour.padStart(2, "0")}:${minute}:${second}.${fraction.padEnd(3, "0").slice(0, 3)}`;
  // Minutes, seconds and offsets that no clock shows make an invalid date here.
  const moment = new Date(`${day}T${time}${offset}`);
  return Number.isNaN(moment.getTime()) ? undefined : { moment, day };
}

/** `YYYY-MM-DD`, if there is such a day. Of a year of two digits, 69 to 99 are of the last century, as for POSIX. */
function toDay(year: string, month: string, day: string): string | undefined {
  const inFull = year.length === 4 ? year : `${Number(year) < 69 ? "20" : "19"}${year}`;
  const number = /^\d/.test(month) ? Number(month) : MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  const written = `${inFull}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written) ? written : undefined;
}
