/** Holds the nodes against the record, little by little: what others changed is found, and no other user of the server waits. */

import { setTimeout as pause } from "node:timers/promises";
import type { Archive } from "../newsletter/archive.ts";
import type { Log } from "../log.ts";
import { check, type Finding } from "../publish/check.ts";
import { nodesOf } from "../publish/roles.ts";
import { SessionError } from "../xmpp/failure.ts";
import type { Desk } from "./round.ts";

export interface PatrolOptions {
  /** What this session works with; `undefined` while there is nothing to look at. */
  readonly desk: () => Desk | undefined;
  readonly archive: () => Archive;
  /** Called when a node does not hold what it should. */
  readonly found: () => void;
  readonly note: (sentence: string) => void;
  readonly log: Log;
  /** Between two small looks, and before the first one after a start, in ms. */
  readonly interval?: number;
  readonly delay?: number;
}

export interface Patrol {
  /** Looks at everything once, unless it is at it. */
  start(): void;
  /** The same, a while after a start, when there is other work to do. */
  soon(): void;
  stop(): void;
}

export function createPatrol({
  desk,
  archive,
  found,
  note,
  log,
  interval = 2_000,
  delay = 10_000,
}: PatrolOptions): Patrol {
  const stopping = new AbortController();
  let walking = false;
  let timer: NodeJS.Timeout | undefined;
  const rest = (): Promise<void> => pause(interval, undefined, { signal: stopping.signal, ref: false });

  const tell = ({ at: { node }, missing, different, foreign }: Finding): void => {
    if (missing.length > 0) note(`the node ${node} has lost ${missing.length} items (${shortened(missing)})`);
    if (different.length > 0)
      note(`somebody has changed ${different.length} items of the node ${node} (${shortened(different)})`);
    if (foreign.length > 0) {
      note(
        `the node ${node} holds items of others (${shortened(foreign)}): they stay; newsstand repair takes them out`,
      );
    }
  };

  /** As long as it is the same session. */
  const walk = async (mine: Desk): Promise<void> => {
    const { session, edition, nodes, ledger } = mine;
    const roles = nodesOf(archive().issues, edition.places);
    for (const node of ledger.nodes()) {
      if (desk() !== mine) return;
      await nodes.repair({ service: edition.places.service, node }, roles);
      await rest();
    }
    let isAmiss = false;
    for await (const finding of check(session, ledger, edition)) {
      tell(finding);
      isAmiss ||= finding.missing.length + finding.different.length > 0;
      if (desk() !== mine) return;
      await rest();
    }
    if (isAmiss) found();
    else await ledger.flush();
    log.debug("the nodes are as they were left");
  };

  const start = (): void => {
    const mine = desk();
    if (walking || mine === undefined || stopping.signal.aborted) return;
    walking = true;
    walk(mine)
      .catch((error: unknown) => {
        // Whatever ends it is met by the next round, or the next session.
        const isExpected = stopping.signal.aborted || error instanceof SessionError;
        if (!isExpected) log.warn(`the nodes could not be looked at: ${String(error)}`);
        if (!isExpected) found();
      })
      .finally(() => (walking = false));
  };

  return {
    start,
    soon() {
      clearTimeout(timer);
      timer = setTimeout(start, delay);
      timer.unref();
    },
    stop() {
      stopping.abort();
      clearTimeout(timer);
    },
  };
}

/** A few of many names. */
function shortened(ids: readonly string[]): string {
  const some = ids.slice(0, 3).join(", ");
  return ids.length > 3 ? `${some} and ${ids.length - 3} more` : some;
}
