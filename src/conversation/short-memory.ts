/** What is remembered for a while: at most so many things, the latest of them. */

export interface ShortMemory<Value> {
  get(key: string): Value | undefined;
  /** Remembers it from now on, in place of what was there. */
  set(key: string, value: Value): void;
  forget(key: string): void;
}

export interface MemoryOptions {
  readonly most: number;
  /** In ms. */
  readonly age: number;
  /** In ms. */
  readonly now: () => number;
}

export function createShortMemory<Value>({ most, age, now }: MemoryOptions): ShortMemory<Value> {
  /** In the order in which they were set, so that the first are the first to go. */
  const known = new Map<string, { readonly value: Value; readonly at: number }>();
  const tidy = (): void => {
    for (const [key, { at }] of known) {
      if (known.size <= most && now() - at < age) return;
      known.delete(key);
    }
  };
  return {
    get(key) {
      tidy();
      return known.get(key)?.value;
    },
    set(key, value) {
      known.delete(key);
      known.set(key, { value, at: now() });
      tidy();
    },
    forget: (key) => void known.delete(key),
  };
}

/** One key of several texts, whatever is in them. */
export function keyOf(...parts: readonly (string | undefined)[]): string {
  return JSON.stringify(parts);
}
