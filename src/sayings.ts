/** Sentences that are said once, so that a lasting problem does not fill the log. */

export interface Sayings {
  /** Says a sentence, unless this key was said already. */
  say(key: string, sentence: string): void;
  /** What was said may be said again: it was mended in between. */
  forget(): void;
}

export function onlyWhenNew(write: (sentence: string) => void): Sayings {
  const said = new Set<string>();
  return {
    say(key, sentence) {
      if (said.has(key)) return;
      said.add(key);
      write(sentence);
    },
    forget: () => said.clear(),
  };
}
