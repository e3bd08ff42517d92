/** When a job runs: what is a cron expression, and what is a time zone. */

import { validateDetailed } from "node-cron";

/** Longer expressions, and numbers of more digits, mean nothing and cost much: node-cron writes every range out. */
const LONGEST = 100;
const HUGE_NUMBER = /\d{3}/u;

/** Why an expression is none, or `undefined`. */
export function cronProblem(when: string): string | undefined {
  if (when.length > LONGEST || HUGE_NUMBER.test(when))
    return "it is too long, or has a number that is too large";
  const { errors } = validateDetailed(when);
  return errors.length === 0 ? undefined : errors.map(({ message }) => message).join("; ");
}

/** node-cron accepts any text as a time zone. */
export function isTimezone(timezone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: timezone }).format(0) !== "";
  } catch {
    return false;
  }
}
