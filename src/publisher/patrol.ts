/** Holds the nodes against the record, little by little: what others changed is found, and no other user of the server waits. */

import { setTimeout as pause } from "node:timers/promises";
import type { Archive } from "../newsletter/archive.ts";
import type { Log } from "../log.ts";
import { check, type Finding } from "../publish/check.ts";
import { type Roles, nodesOf } from "../publish/roles.ts";
import { SessionError } from "../xmpp/failure.ts";
import type { Node } from "../xmpp/pubsub.ts";
import { isStanzaError } from "../xmpp/stanza-error.ts";
import type { Notes } from "./notes.ts";
import type { Desk } from "./round.ts";

export interface PatrolOptions {
  /** What this session works with; `undefined` while there is nothing to look at. */
  readonly desk: () => Desk | undefined;
  readonly archive: () => Archive;
  /** Called when a node does not hold what it should. */
  readonly found: () => void;
  /** What is not as it should be at the nodes: all of it was noted anew when a walk came to its end. */
  readonly notes: Notes;
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
  /** The session goes on: what it ended is begun anew. */
  resume(): void;
  stop(): void;
}

export function createPatrol({
  desk,
  archive,
  found,
  notes,
  log,
  // A small look is 4 kB of requests: at 3 kB/s, the least that a packaged server reads, a quarter of what may be said.
  interval = 5_000,
  delay = 10_000,
}: PatrolOptions): Patrol {
  const stopping = new AbortController();
  let walking = false;
  let isDue = false;
  let timer: NodeJS.Timeout | undefined;
  const rest = (): Promise<void> => pause(interval, undefined, { signal: stopping.signal, ref: false });

  const repair = async ({ nodes }: Desk, at: Node, roles: Roles): Promise<void> => {
    await nodes.repair(at, roles).catch((error: unknown) => {
      if (!isStanzaError(error)) throw error;
      notes.note(error.message);
    });
  };

  /** As long as it is the same session. Gives whether it came to the end. */
  const walk = async (mine: Desk, findings: Finding[]): Promise<boolean> => {
    const { session, edition, nodes, ledger } = mine;
    const roles = nodesOf(archive().issues, edition.places);
    for (const node of ledger.nodes()) {
      await repair(mine, { service: edition.places.service, node }, roles);
      await rest();
      if (desk() !== mine) return false;
    }
    for await (const finding of check(session, ledger, edition)) {
      findings.push(finding);
      await rest();
      if (desk() !== mine) return false;
    }
    // A server that keeps less than before would be sent the same again and again.
    if (findings.some(({ missing }) => missing.length > 0)) await nodes.measure();
    await ledger.flush();
    return true;
  };

  const look = async (mine: Desk): Promise<void> => {
    const findings: Finding[] = [];
    try {
      const isWhole = await walk(mine, findings);
      if (!isWhole) return;
      isDue = false;
      log.debug("the nodes were looked at");
      tellOfOthers(findings, notes);
      notes.settle();
    } catch (error) {
      const isExpected = stopping.signal.aborted || error instanceof SessionError;
      if (!isExpected) log.warn("the nodes could not be looked at", { error });
      isDue = isExpected;
    } finally {
      tellOfDamage(findings, log);
      // The record has it already: the next round, or that of the next session, mends it.
      if (isAmiss(findings)) found();
    }
  };

  const start = (): void => {
    isDue = true;
    const mine = desk();
    if (walking || mine === undefined || stopping.signal.aborted) return;
    walking = true;
    void look(mine).finally(() => (walking = false));
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(start, delay);
    timer.unref();
  };

  return {
    start,
    soon,
    resume() {
      if (isDue && !walking) soon();
    },
    stop() {
      stopping.abort();
      clearTimeout(timer);
    },
  };
}

function isAmiss(findings: readonly Finding[]): boolean {
  return findings.some(({ missing, different }) => missing.length + different.length > 0);
}

/** What was found, by node: it is many small looks. */
function* byNode(findings: readonly Finding[], what: "missing" | "different" | "foreign") {
  for (const [node, list] of Map.groupBy(findings, ({ at }) => at.node))
    yield [node, [...new Set(list.flatMap((finding) => finding[what]))]] as const;
}

/** It is mended: should it happen again, that is said again. */
function tellOfDamage(findings: readonly Finding[], log: Log): void {
  for (const [node, ids] of byNode(findings, "missing"))
    if (ids.length > 0) log.warn(`the node ${node} has lost ${ids.length} items (${shortened(ids)})`);
  for (const [node, ids] of byNode(findings, "different"))
    if (ids.length > 0)
      log.warn(`somebody has changed ${ids.length} items of the node ${node} (${shortened(ids)})`);
}

function tellOfOthers(findings: readonly Finding[], { note }: Notes): void {
  for (const [node, ids] of byNode(findings, "foreign")) {
    if (ids.length === 0) continue;
    note(
      `the node ${node} holds items of others (${shortened(ids)}): they stay; newsstand repair takes them out`,
    );
  }
}

/** A few of many names. */
function shortened(ids: readonly string[]): string {
  const some = ids.slice(0, 3).join(", ");
  return ids.length > 3 ? `${some} and ${ids.length - 3} more` : some;
}
