/** Sentences about what is not as it should be: each is said when it becomes true, and again only when it was not in between. */

export interface Notes {
  /** Says a sentence, unless it has been true since it was said. */
  readonly note: (sentence: string) => void;
  /** All was looked at: what was not noted since the last time is true no more. */
  settle(): void;
}

export function createNotes(write: (sentence: string) => void): Notes {
  let before: ReadonlySet<string> = new Set();
  let now = new Set<string>();
  return {
    note(sentence) {
      if (!before.has(sentence) && !now.has(sentence)) write(sentence);
      now.add(sentence);
    },
    settle() {
      [before, now] = [now, new Set()];
    },
  };
}
