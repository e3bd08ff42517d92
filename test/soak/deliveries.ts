/** What the subscriber was told of items: each version of each item once. */

export interface Deliveries {
  /** An item was told with this title, which every version has for itself; or its retraction, without. */
  note(id: string, title: string | undefined): void;
  /** The server was killed, and holds these titles by item id now: what it has forgotten may be told again. */
  forget(held: ReadonlyMap<string, string>): void;
  tally(): {
    readonly told: number;
    readonly doubled: readonly string[];
    readonly forgotten: readonly string[];
  };
}

export function createDeliveries(): Deliveries {
  const versions = new Set<string>();
  const newest = new Map<string, string>();
  const doubled: string[] = [];
  const forgotten: string[] = [];
  let told = 0;
  const name = (id: string, title: string): string => `${id} “${title}”`;
  return {
    note(id, title) {
      newest.delete(id);
      if (title === undefined) return;
      newest.set(id, title);
      told += 1;
      if (versions.has(name(id, title))) doubled.push(name(id, title));
      versions.add(name(id, title));
    },
    forget(held) {
      for (const [id, title] of newest) {
        if (held.get(id) === title) continue;
        versions.delete(name(id, title));
        forgotten.push(name(id, title));
      }
    },
    tally: () => ({ told, doubled, forgotten }),
  };
}
