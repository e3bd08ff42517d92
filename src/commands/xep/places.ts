/** Where an example or a section of a XEP stands, as the stylesheet of the XEPs (xep.xsl) makes its anchors. */

import { answers } from "../../words/answers.ts";
import { xep as words } from "../../words/xep.ts";
import { type Xep, xepLabel, xepPage } from "../../xeps/xep.ts";
import type { Asker, Context } from "../command.ts";
import { line } from "../text.ts";

const LONGEST_TITLE = 120;

export async function example(
  found: Xep,
  wanted: number,
  { xeps }: Context,
  { voice }: Asker,
): Promise<string> {
  const { number } = found;
  const label = xepLabel(number);
  const examples = (await xeps.document(number))?.examples;
  if (examples?.length === 0) return voice.say(words, "noExamples", { label });
  if (examples !== undefined && wanted > examples.length) {
    return voice.say(words, "fewExamples", { label, count: examples.length });
  }
  const caption = line(examples?.[wanted - 1] ?? "", LONGEST_TITLE);
  const what = voice.say(words, "exampleIs", { number: String(wanted), label });
  const said = caption === "" ? what : voice.say(answers, "pair", { what, text: caption });
  return `${said}\n${xepPage(number)}#example-${wanted}`;
}

export async function section(
  found: Xep,
  wanted: string,
  { xeps }: Context,
  { voice }: Asker,
): Promise<string> {
  const { number } = found;
  const label = xepLabel(number);
  const page = xepPage(number);
  const sections = (await xeps.document(number))?.sections;
  if (sections === undefined) return `${voice.say(words, "unread", { label, number: wanted })}\n${page}`;
  const place = sections.find((each) => each.number === wanted);
  if (place !== undefined) {
    const title = line(place.title, LONGEST_TITLE);
    const anchor = place.anchor === undefined ? "" : `#${encodeURIComponent(place.anchor)}`;
    return `${voice.say(words, "sectionIs", { number: wanted, label, title })}\n${page}${anchor}`;
  }
  // The last one beside it says how far they go.
  const around = wanted.split(".").slice(0, -1).join(".");
  const last =
    sections.findLast((each) => each.number.startsWith(`${around}.`) && isBeside(each.number, wanted)) ??
    sections.findLast((each) => !each.number.includes("."));
  if (last === undefined) return voice.say(words, "noSections", { label });
  return voice.say(words, "noSection", { label, number: wanted, last: last.number });
}

function isBeside(number: string, wanted: string): boolean {
  return number.split(".").length === wanted.split(".").length;
}
