/** Numbers and texts as somebody reads them on a terminal. */

/** `1 issue`, `2 issues`. */
export function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

/** Bytes: `812 B`, `16.4 kB`, `120 kB`, `1.2 MB`. */
export function size(bytes: number): string {
  const [unit, amount] =
    bytes < 1e3 ? ["B", bytes] : bytes < 999.5e3 ? ["kB", bytes / 1e3] : ["MB", bytes / 1e6];
  return `${amount < 99.5 && unit !== "B" ? amount.toFixed(1) : Math.round(amount)} ${unit}`;
}

/** Seconds: `less than a second`, `40 s`, `3 min`, `2 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 1) return "less than a second";
  if (seconds < 99.5) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Controls, and marks that turn the direction of what follows: a title must not do anything to the terminal. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text of unknown origin, on one line. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, " ");
}
