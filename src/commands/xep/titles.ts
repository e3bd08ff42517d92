/** How an answer calls a XEP, and a day of its history. */

import type { Voice } from "../../words/voice.ts";
import { type Xep, xepLabel } from "../../xeps/xep.ts";
import { line } from "../text.ts";

const LONGEST_TITLE = 120;

/** `XEP-0313: Message Archive Management`. */
export function titled({ number, title }: Xep): string {
  return `${xepLabel(number)}: ${line(title, LONGEST_TITLE)}`;
}

/** A day as the lists have it, `YYYY-MM-DD`, in words. */
export function dayIn(voice: Voice, day: string): string {
  return voice.day(new Date(`${day}T00:00:00Z`));
}
