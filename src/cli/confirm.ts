/** A yes before something is taken away or changed. */

import { EXIT_UNCONFIRMED, type Options, type Terminal } from "./command.ts";

/** Whether it may be done: `undefined`, or the exit status with which the task ends instead. */
export async function refusalOf(
  question: string,
  { yes }: Options,
  { ask, err }: Pick<Terminal, "ask" | "err">,
): Promise<number | undefined> {
  if (yes === true) return undefined;
  if (ask === undefined) {
    err("nothing was changed: where nobody can be asked, --yes has to be given\n");
    return EXIT_UNCONFIRMED;
  }
  if (await ask(question)) return undefined;
  err("nothing was changed\n");
  return 1;
}
