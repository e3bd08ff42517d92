/** What is counted of a task on the command line. */

import { expect, test } from "vitest";
import { createTally } from "../../src/cli/look.ts";
import { publication, retraction } from "../publisher/overviews.ts";

test("what is done again after an interruption counts once", () => {
  const tally = createTally();
  for (const change of [publication(), retraction(), retraction()]) tally.add(change);
  tally.add(publication({ id: "elsewhere", action: "move", from: { service: "a", node: "b" } }));
  expect(tally.text()).toBe("1 published, 0 updated, 1 moved, 1 retracted");
});
