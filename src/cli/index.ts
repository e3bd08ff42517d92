/** The list of commands of the command line. To add one, put it here. */

import { check } from "./check.ts";
import type { CliCommand } from "./command.ts";
import { comments } from "./comments.ts";
import { plan } from "./plan.ts";
import { publish } from "./publish.ts";
import { render } from "./render.ts";
import { repair } from "./repair.ts";
import { retract } from "./retract.ts";
import { run } from "./run.ts";

/** The first is what is done when nothing is asked for. */
export const commands: readonly [CliCommand, ...CliCommand[]] = [
  run,
  render,
  check,
  plan,
  publish,
  retract,
  repair,
  comments,
];
