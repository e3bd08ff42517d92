/** The one error of the parser. */

/** A text that would cost more than an issue is worth. */
export class ComplexityError extends Error {
  override readonly name = "ComplexityError";
  /** Line of the text, from 1. */
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}
