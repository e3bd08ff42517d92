/** What is said to somebody whose arguments a command does not take. */

import { answers } from "../words/answers.ts";
import type { Voice } from "../words/voice.ts";
import { type Command, UsageError } from "./command.ts";

/** The usage of the command, where the error asks for it; any other error is thrown on. */
export function usageAfter(error: unknown, command: Command, voice: Voice): string {
  if (!(error instanceof UsageError)) throw error;
  return voice.say(answers, "usage", { usage: voice.say(command.words, "usage") });
}
