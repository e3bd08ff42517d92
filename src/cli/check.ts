/** `check`: says what is wrong with issues, in sentences for their authors. */

import { problemsOf, problemsOfArchive } from "../newsletter/check.ts";
import { compare } from "../newsletter/file-name.ts";
import { formatProblem } from "../newsletter/problem.ts";
import { CommandLineError, type CliCommand } from "./command.ts";
import { oneByOne, readContent, remark } from "./content.ts";
import { counted } from "../publisher/words.ts";

export const check: CliCommand = {
  name: "check",
  usage: [["check CONTENT", "say what is wrong with the issues of a folder, or with a file of one"]],
  mostTargets: 1,
  async run({ config, targets: [target], terminal }) {
    if (target === undefined) {
      throw new CommandLineError("check needs the folder of the issues, or the file of one");
    }
    const content = await readContent(target, config);
    const { archive, file, issues, broken } = content;
    const found = [...problemsOfArchive(archive)];
    for await (const issue of oneByOne(issues, terminal)) found.push(...problemsOf(issue));
    const problems = found
      .filter((problem) => file === undefined || problem.file === file)
      .toSorted((one, other) => compare(one.file, other.file));
    for (const problem of problems) terminal.out(`${formatProblem(problem)}\n`);
    remark(content, terminal);
    const checked = counted(issues.length + broken.length, "issue");
    terminal.err(`${checked} checked, ${counted(problems.length, "problem")}\n`);
    return problems.length === 0 ? 0 : 1;
  },
};
