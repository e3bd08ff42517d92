/** The words by which moderators tell the bot to be quiet and to talk. */

import { quiet } from "../commands/quiet.ts";
import { talk } from "../commands/talk.ts";
import { createVocabulary } from "../commands/vocabulary.ts";

const vocabulary = createVocabulary([quiet, talk]);

/** Whether a line is one of them, in any language. */
export function isAboutManners(line: string): boolean {
  const words = line.split(/[\s?!.,;:…]+/u).filter((word) => word !== "");
  return vocabulary.find(words) !== undefined;
}
