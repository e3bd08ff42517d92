/** `render`: the entries of a folder into files, or one issue on the terminal. */

import { mkdir } from "node:fs/promises";
import { isNobodys, toMasthead } from "../assembly.ts";
import { translations } from "../newsletter/archive.ts";
import { items } from "../newsletter/items.ts";
import { toEntry } from "../publish/entry.ts";
import type { Masthead } from "../publish/imprint.ts";
import { toItemEntry } from "../publish/item-entry.ts";
import { CommandLineError, type CliCommand, type Options, type Terminal } from "./command.ts";
import { complain, type Content, isFile, readContent, remark } from "./content.ts";
import { writeEntry, writeItems } from "./entry-files.ts";
import { type Format, formats, isFormat, preview } from "./preview.ts";
import { progress } from "./progress.ts";

interface Wanted {
  readonly target: string;
  readonly out: string | undefined;
  readonly format: Format;
}

export const render: CliCommand = {
  name: "render",
  usage: [
    ["render CONTENT --out DIR", "write the entries of the issues of a folder, and of their items, into DIR"],
    ["render FILE [--format F]", `print one issue as F: ${formats.join(", ")}`],
  ],
  takesTarget: true,
  options: ["out", "format"],
  async run({ config, target: given, options, terminal }) {
    const { target, out, format } = await whatIsWanted(given, options);
    const content = await readContent(target, config);
    const masthead = toMasthead(config);
    if (isNobodys(config) && (out !== undefined || format === "xml")) {
      terminal.err(
        `no account is set (NEWSSTAND_JID): the entries carry ${masthead.publisher} and ${masthead.at.service}\n`,
      );
    }
    if (out !== undefined) await write(content, masthead, out, terminal);
    else for (const issue of content.issues) terminal.out(preview(issue, format, masthead, content.archive));
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
  if (out === undefined && !(await isFile(target))) {
    throw new CommandLineError("render needs a folder to write to: --out DIR");
  }
  return { target, out, format: format ?? "text" };
}

async function write(
  { archive, issues }: Content,
  masthead: Masthead,
  directory: string,
  terminal: Terminal,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const [at, issue] of issues.entries()) {
    const entries = items(issue).map((item) => [item.id, toItemEntry(issue, item, masthead)] as const);
    await writeEntry(directory, issue, toEntry(issue, masthead, translations(issue, archive)));
    await writeItems(directory, issue, new Map(entries));
    progress(terminal, "rendered", at + 1, issues.length, issue.file);
  }
}
