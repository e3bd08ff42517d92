/** The order of changes: services list what was published last first, and drop the oldest where there is no room. */

import type { Change, Publication, Retraction } from "../change.ts";
import type { Desired } from "../desired.ts";
import type { Ledger } from "../ledger.ts";
import type { Fit, Shelf } from "./shelf.ts";

/** A node, what fits there, and what is to be retracted. */
export interface Load extends Fit {
  readonly shelf: Shelf;
  readonly unwanted: readonly Retraction[];
}

/**
 * Publications oldest first, over all nodes; then what is unwanted. Where a node is full, what must go goes before what needs
 * its place: the unwanted, then the oldest that do not fit.
 */
export function inOrder(
  all: readonly Desired[],
  publications: readonly Publication[],
  loads: readonly Load[],
  ledger: Ledger,
): readonly Change[] {
  const due = new Map(publications.map((change) => [change.id, change]));
  const stocks = new Map(loads.map((load) => [load.shelf.at.node, toStock(load, ledger)]));
  const changes: Change[] = [];
  for (const { id, at } of all) {
    const change = due.get(id);
    if (change === undefined) continue;
    if (change.action !== "update") changes.push(...(stocks.get(at.node)?.makeRoom() ?? []));
    changes.push(change);
  }
  for (const stock of stocks.values()) changes.push(...stock.unwanted());
  return changes;
}

interface Stock {
  /** What has to go for one more item. */
  makeRoom(): readonly Retraction[];
  /** What is unwanted and has not gone yet. */
  unwanted(): readonly Retraction[];
}

function toStock({ shelf, room = Infinity, left, unwanted }: Load, ledger: Ledger): Stock {
  const held = ledger.of(shelf.at.node);
  const waiting = [...unwanted];
  const oldest = left.filter(({ id }) => held.has(id)).map(toRetraction);
  let free = room - held.size;
  return {
    makeRoom() {
      const gone: Retraction[] = [];
      while (free < 1) {
        const next = waiting.shift() ?? oldest.shift();
        if (next === undefined) break;
        gone.push(next);
        free += 1;
      }
      free -= 1;
      return gone;
    },
    unwanted: () => waiting,
  };
}

function toRetraction({ at, id, issue, kind, title }: Desired): Retraction {
  return { action: "retract", why: "room", at, id, issue, kind, title };
}
