/** The private nodes that the record is spread over: none is so large that reading it stops a server for long. */

import type { Memory } from "../../xmpp/private.ts";
import { fromHeading, fromRows, type Heading, type Row, toHeading, toRows } from "./record.ts";

/** How many issues one private node has: an issue with 30 items takes 2 kB, and Prosody 50 ms for 100 of these. */
const PER_MEMORY = 50;
/** How many items are written at once. */
const AT_ONCE = 8;
const NODE = "urn:x-newsstand:record";
/** The item about the whole: no issue has this id. */
const HEADING = ".record";
/** No record is larger: what says so is damaged. */
const MOST_MEMORIES = 1_000;

/** What was recorded. */
export interface Found {
  readonly rows: ReadonlyMap<string, readonly Row[]>;
  readonly heading: Heading | undefined;
  /** Whether something is there that is of another service or form, or damaged. */
  readonly isSpoilt: boolean;
}

/** Where the record of each issue is. */
export interface Shelves {
  /** Reads everything. What cannot be used counts as not there, and is gone after the next `write`. */
  read(): Promise<Found>;
  /** Writes what is said of the whole, when it has changed, and the records of issues; one without rows is forgotten. */
  write(
    heading: Omit<Heading, "memories">,
    records: ReadonlyMap<string, readonly Row[]>,
    written: (issue: string) => void,
  ): Promise<void>;
}

export function createShelves(memoryOf: (node: string) => Memory, service: string): Shelves {
  const memories: Memory[] = [];
  const places = new Map<string, number>();
  const counts: number[] = [];
  /** What cannot be used, with the place where it is. */
  let waste: readonly { readonly at: number; readonly id: string }[] = [];
  let recorded = "";

  const memory = (at: number): Memory => (memories[at] ??= memoryOf(at === 0 ? NODE : `${NODE}-${at + 1}`));
  const put = (issue: string, at: number): number => {
    places.set(issue, at);
    counts[at] = (counts[at] ?? 0) + 1;
    return at;
  };
  const placeOf = (issue: string): number => {
    const free = counts.findIndex((count) => (count ?? 0) < PER_MEMORY);
    return places.get(issue) ?? put(issue, free === -1 ? counts.length : free);
  };

  const forget = async (issue: string): Promise<void> => {
    const at = places.get(issue);
    if (at === undefined) return;
    await memory(at).forget(issue);
    places.delete(issue);
    counts[at] = (counts[at] ?? 1) - 1;
  };
  /** Before the records: they would not be found at a place that it does not count. */
  const writeHeading = async (heading: Omit<Heading, "memories">): Promise<void> => {
    const payload = fromHeading(service, { ...heading, memories: Math.max(1, counts.length) });
    const text = payload.toString();
    if (text === recorded) return;
    await memory(0).write(HEADING, payload);
    recorded = text;
  };

  return {
    async read() {
      const rows = new Map<string, readonly Row[]>();
      const spoilt: { at: number; id: string }[] = [];
      let heading: Heading | undefined;
      let last = 1;
      for (let at = 0; at < last; at += 1) {
        const items = await memory(at).read();
        if (at === 0) {
          const about = items.get(HEADING);
          heading = about && toHeading(service, about);
          last = Math.min(heading?.memories ?? 1, MOST_MEMORIES);
          if (about !== undefined && heading === undefined) spoilt.push({ at, id: HEADING });
        }
        counts[at] ??= 0;
        for (const [id, payload] of items) {
          if (id === HEADING) continue;
          const record = rows.has(id) ? undefined : toRows(service, id, payload);
          if (record === undefined) spoilt.push({ at, id });
          else {
            rows.set(id, record);
            put(id, at);
          }
        }
      }
      waste = spoilt;
      recorded = heading === undefined ? "" : fromHeading(service, heading).toString();
      return { rows, heading, isSpoilt: spoilt.length > 0 };
    },

    async write(heading, records, written) {
      for (const [issue, rows] of records) if (rows.length > 0) placeOf(issue);
      await writeHeading(heading);
      const all = [...records];
      for (let from = 0; from < all.length; from += AT_ONCE) {
        await Promise.all(
          all.slice(from, from + AT_ONCE).map(async ([issue, rows]) => {
            if (rows.length === 0) await forget(issue);
            else await memory(placeOf(issue)).write(issue, fromRows(service, issue, rows));
            written(issue);
          }),
        );
      }
      for (const { at, id } of waste) {
        if (places.get(id) !== at && id !== HEADING) await memory(at).forget(id);
      }
      waste = [];
    },
  };
}
