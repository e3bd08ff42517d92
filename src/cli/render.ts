/** `render`: the entries of a folder into files, or one issue on the terminal. */

import { mkdir } from "node:fs/promises";
import { isNobodys, toMasthead } from "../assembly.ts";
import type { Issue } from "../newsletter/issue.ts";
import { items } from "../newsletter/items.ts";
import { translationsOut } from "../newsletter/translations.ts";
import { toEntry } from "../publish/entry.ts";
import type { Masthead } from "../publish/imprint.ts";
import { toItemEntry } from "../publish/item-entry.ts";
import { CommandLineError, type CliCommand, type Options, type Terminal } from "./command.ts";
import { complain, type Content, kindOf, oneByOne, readContent, remark } from "./content.ts";
import { writeEntry, writeError, writeItems } from "./entry-files.ts";
import { type Format, formats, isFormat, preview } from "./preview.ts";
import { createProgress } from "./progress.ts";

interface Wanted {
  readonly target: string;
  readonly out: string | undefined;
  readonly format: Format;
}

export const render: CliCommand = {
  name: "render",
  usage: [
    ["render CONTENT --out DIR", "write an entry for each issue of a folder, and for each item, to DIR"],
    ["render FILE [--format F]", `print one issue as F: ${formats.join(", ")}`],
  ],
  mostTargets: 1,
  options: ["out", "format"],
  async run({ config, targets, options, terminal }) {
    const { target, out, format } = await whatIsWanted(targets[0], options);
    const content = await readContent(target, config);
    const masthead = toMasthead(config);
    if (isNobodys(config) && (out !== undefined || format === "xml")) {
      terminal.err(
        `no account is set (NEWSSTAND_JID): the entries carry ${masthead.publisher} and ${masthead.at.service}\n`,
      );
    }
    if (out !== undefined) await write(content, masthead, out, terminal);
    else print(content, masthead, format, terminal);
    remark(content, terminal);
    return complain(content, terminal);
  },
};

/** Refuses a call of `render` that means nothing, and a folder without a place for its entries. */
async function whatIsWanted(target: string | undefined, { out, format }: Options): Promise<Wanted> {
  if (target === undefined) {
    throw new CommandLineError("render needs the folder of the issues, or the file of one");
  }
  if (format !== undefined && !isFormat(format)) {
    throw new CommandLineError(`there is no format ${JSON.stringify(format)}, only ${formats.join(", ")}`);
  }
  if (out !== undefined && format !== undefined) {
    throw new CommandLineError(
      "--format prints one issue, --out writes entries: only one of them can be had",
    );
  }
  if (out === "" || (out === undefined && (await kindOf(target)) === "folder")) {
    throw new CommandLineError("render needs a folder to write to: --out DIR");
  }
  return { target, out, format: format ?? "text" };
}

function print({ archive, issues }: Content, masthead: Masthead, format: Format, { out }: Terminal): void {
  for (const issue of issues) {
    out(preview(issue, format, masthead, translationsOut(issue, archive, new Date())));
  }
}

async function write(
  { archive, issues }: Content,
  masthead: Masthead,
  directory: string,
  terminal: Terminal,
): Promise<void> {
  const progress = createProgress(terminal);
  let done = 0;
  for await (const issue of oneByOne(issues, terminal)) {
    const translations = translationsOut(issue, archive, new Date());
    await writeIssue(directory, issue, masthead, translations).catch((error: unknown) => {
      throw writeError(error);
    });
    done += 1;
    progress.show(`rendered ${done} of ${issues.length}: ${issue.file}`);
  }
  progress.end();
}

async function writeIssue(
  directory: string,
  issue: Issue,
  masthead: Masthead,
  translations: readonly Issue[],
): Promise<void> {
  const entries = items(issue).map((item) => [item.id, toItemEntry(issue, item, masthead)] as const);
  await mkdir(directory, { recursive: true });
  await writeEntry(directory, issue, toEntry(issue, masthead, translations));
  await writeItems(directory, issue, new Map(entries));
}
