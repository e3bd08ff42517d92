/** Everything that the tests write is below one folder, which goes when the tests end, however they end. */

import { workplace } from "./guarded.ts";

/** Says that there is such a folder already. */
const MARK = "NEWSSTAND_TEST_FOLDER";

/** For vitest: called once before the tests, for each project; gives what is called after them. */
export default function setup(): (() => Promise<void>) | undefined {
  if (process.env[MARK] !== undefined) return undefined;
  const work = workplace("newsstand-test-", undefined);
  process.env[MARK] = work.folder;
  process.env["TMPDIR"] = work.folder;
  return work.leave;
}
