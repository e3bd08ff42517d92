/** `npm run bench`: how fast the converter is, how its time grows, what many issues take. See README.md. */

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { growth } from "./growth.ts";
import { createIssue, readSources } from "./issues.ts";
import { isMet, toJson, toTable, type Part } from "./report.ts";
import { speed } from "./speed.ts";

/** How many issues the speed is measured with, where no folder is given. */
const COUNT = 24;

const { values, positionals } = parseArgs({
  options: { json: { type: "boolean" }, strict: { type: "boolean" } },
  allowPositionals: true,
});
const [folder] = positionals;
const sources =
  folder === undefined
    ? Array.from({ length: COUNT }, (_, index) => createIssue(index))
    : await readSources(folder);
const parts = [speed(sources), ...growth(), ...(await memory())];
process.stdout.write(`${values.json === true ? toJson(parts) : toTable(parts)}\n`);
const missed = parts.some(({ goals }) => !goals.every(isMet));
process.exitCode = values.strict === true && missed ? 1 : 0;

/** In a process of its own: nothing else is in its memory. */
async function memory(): Promise<readonly Part[]> {
  const file = fileURLToPath(new URL("memory.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", file], { maxBuffer: 1e7 });
  return JSON.parse(stdout);
}
