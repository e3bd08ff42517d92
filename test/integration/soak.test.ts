/** A minute of the soak run: the bot as a process, with its real patience, among faults, on two servers side by side. */

import { expect, test } from "vitest";
import { problems } from "../soak/report.ts";
import { run } from "../soak/run.ts";
import { toTable } from "../soak/table.ts";

/** Enough for the last fault of a minute; `npm run soak` waits as long as the longest back-off. */
const PATIENCE = 30_000;

test.concurrent.each(["prosody", "ejabberd"] as const)(
  "a minute of faults on %s costs no item, doubles nothing and leaves nothing behind",
  { timeout: 120_000 },
  async (server) => {
    const report = await run({ server, seed: 2, minutes: 1, patience: PATIENCE, say: () => {} });
    expect(report.outcomes.length).toBeGreaterThan(3);
    expect(report.questions.answered).toBeGreaterThan(10);
    expect(problems(report), toTable([report])).toEqual([]);
  },
);
