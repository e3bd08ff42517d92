/** What is wrong with an issue, in sentences for its author that name the file and the line. */

export interface Problem {
  readonly file: string;
  /** Line of the file, from 1; `undefined` when the whole file is meant. */
  readonly line: number | undefined;
  readonly column?: number | undefined;
  /** A sentence without the place. */
  readonly message: string;
}

/** `file:line: message`, as compilers write it. */
export function formatProblem({ file, line, column, message }: Problem): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(":");
  return `${place}: ${message}`;
}

/** An issue that cannot be published as it is. Its message names the file, the line and the reason. */
export class IssueError extends Error implements Problem {
  override readonly name = "IssueError";
  readonly file: string;
  readonly line: number | undefined;
  readonly reason: string;

  constructor(file: string, line: number | undefined, reason: string) {
    super(formatProblem({ file, line, message: reason }));
    this.file = file;
    this.line = line;
    this.reason = reason;
  }
}
